import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A small server for a collector on this computer. */
export interface MetricsListener extends AsyncDisposable {
  readonly port: number;
}

/** What it serves, to whom. */
export interface MetricsListenerOptions {
  /** 0 takes any that is free. */
  readonly port: number;
  /** What a collector has to show as `Authorization: Bearer …`. */
  readonly token: string;
  readonly text: () => string;
  readonly contentType: string;
}

const address = '127.0.0.1';
const maxConnections = 8;

/**
 * Serves `GET /metrics` on the loopback address alone, to those who have the token. The host asked for must be this
 * computer by name: a web page whose own name was pointed here gets nothing. Rejects when the port is taken.
 */
export async function startMetricsListener(options: MetricsListenerOptions): Promise<MetricsListener> {
  const server = createServer({ requestTimeout: 5000, headersTimeout: 5000 }, (request, response) => {
    const { status, body } = answer(request, options);
    reply(response, status, body, options.contentType);
  });
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, address, resolve);
  });
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : options.port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(
  request: IncomingMessage,
  { token, text }: MetricsListenerOptions,
): { readonly status: number; readonly body: string } {
  const names = [address, 'localhost'].map((name) => `${name}:${request.socket.localPort}`);
  if (!names.includes(request.headers.host ?? '')) return { status: 421, body: '' };
  if (!isSame(request.headers.authorization ?? '', `Bearer ${token}`)) return { status: 401, body: '' };
  if (request.method !== 'GET') return { status: 405, body: '' };
  return request.url === '/metrics' ? { status: 200, body: text() } : { status: 404, body: '' };
}

/** Takes the same time however much of the token was guessed. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function reply(response: ServerResponse, status: number, body: string, contentType: string): void {
  response.writeHead(status, {
    'content-type': contentType,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    connection: 'close',
  });
  response.end(body);
}
