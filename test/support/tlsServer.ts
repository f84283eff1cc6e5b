import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { SecureVersion, TLSSocket } from 'node:tls';
import type { Identity } from './certificates.ts';

/** One request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** TLS version of its connection. */
  readonly version: string | null;
  /** The common name in the client's certificate. */
  readonly client: string | undefined;
  /** Which connection carried it, counted from 1. */
  readonly connection: number;
  /** Address the connection came from. */
  readonly from: string | undefined;
}

/** An HTTPS server that notes what reaches it. */
export interface TlsServer {
  readonly port: number;
  readonly requests: readonly SeenRequest[];
  /** Bytes of requests that came out of TLS, whole or not. */
  readonly bytes: number;
  /** Connections accepted so far, and open now. */
  readonly connections: number;
  readonly openConnections: number;
  reset(): void;
  stop(): Promise<void>;
}

/** How a server differs from the usual. */
export interface TlsServerOptions {
  readonly maxVersion?: SecureVersion;
  /** PEM of the authority whose client certificates are asked for; a client without one is refused. */
  readonly clientAuthority?: string;
  readonly address?: string;
  /** What each request is answered with: status, content type, body. */
  readonly answer?: (request: SeenRequest) => readonly [number, string, string];
}

const ok = (): readonly [number, string, string] => [200, 'text/plain', 'ok'];

/** Starts a server that shows `identity`, on loopback unless told otherwise. */
export async function startTlsServer(identity: Identity, options: TlsServerOptions = {}): Promise<TlsServer> {
  const sockets = new Map<Socket, number>();
  let requests: SeenRequest[] = [];
  let bytes = 0;
  let connections = 0;
  const server = createServer(
    {
      cert: identity.certificate,
      key: identity.key,
      ...(options.maxVersion !== undefined && { maxVersion: options.maxVersion }),
      ...(options.clientAuthority !== undefined && {
        ca: options.clientAuthority,
        requestCert: true,
        rejectUnauthorized: true,
      }),
    },
    (request, response) => {
      const socket = request.socket as TLSSocket;
      let body = '';
      request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
      request.on('end', () => {
        const seen: SeenRequest = {
          method: request.method ?? '',
          path: request.url ?? '',
          headers: request.headers,
          body,
          version: socket.getProtocol(),
          client: options.clientAuthority === undefined ? undefined : commonName(socket),
          connection: sockets.get(socket) ?? 0,
          from: socket.remoteAddress,
        };
        requests.push(seen);
        const [status, type, text] = (options.answer ?? ok)(seen);
        response.writeHead(status, { 'content-type': type }).end(text);
      });
    },
  );
  server.on('secureConnection', (socket) => {
    connections += 1;
    sockets.set(socket, connections);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.prependListener('data', (piece: Buffer) => (bytes += piece.length));
  });
  await new Promise<void>((resolve) => server.listen(0, options.address ?? '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get requests() {
      return requests;
    },
    get bytes() {
      return bytes;
    },
    get connections() {
      return connections;
    },
    get openConnections() {
      return sockets.size;
    },
    reset() {
      requests = [];
      bytes = 0;
      connections = 0;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function commonName(socket: TLSSocket): string | undefined {
  const name: string | string[] | undefined = socket.getPeerCertificate().subject?.CN;
  return typeof name === 'string' ? name : undefined;
}
