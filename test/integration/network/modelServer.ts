import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chatAnswer, chatStream } from '../../support/scriptedReply.ts';
import type { Identity } from '../../support/certificates.ts';
import { startTlsServer, type TlsServer, type TlsServerOptions } from '../../support/tlsServer.ts';

/** What a person asks about, and the one finding that every model here answers with. */
export const file = 'def half(value):\n    return value / 2\n';
const finding = {
  category: 'bug',
  severity: 'warning',
  rule: 'whole-number',
  message: 'Rounds nothing.',
  suggestion: 'Say so.',
  quote: '    return value / 2',
};
/** The same as it comes over the wire. */
export const answer = chatStream(chatAnswer(`${JSON.stringify(finding)}\n`)).chunks.join('');

const models = JSON.stringify({ object: 'list', data: [{ id: 'scripted', object: 'model' }] });

/** A model server over TLS. */
export function startModelServer(identity: Identity, options: TlsServerOptions = {}): Promise<TlsServer> {
  return startTlsServer(identity, {
    answer: ({ path }) =>
      path.endsWith('/models') ? [200, 'application/json', models] : [200, 'text/event-stream', answer],
    ...options,
  });
}

/** A model server without encryption; it notes the credentials it is sent, and wants one where `key` is given. */
export async function startPlainServer(key?: string): Promise<{
  readonly port: number;
  readonly credentials: readonly (string | undefined)[];
  readonly stop: () => Promise<void>;
}> {
  const credentials: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    credentials.push(authorization);
    const isRefused = key !== undefined && authorization !== `Bearer ${key}`;
    request.resume().on('end', () => {
      response.writeHead(isRefused ? 401 : 200, { 'content-type': 'text/event-stream' });
      response.end(isRefused ? '' : answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    credentials,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
