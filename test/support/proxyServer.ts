import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Identity } from './certificates.ts';

/** A CONNECT as the proxy saw it. */
export interface SeenTunnel {
  /** `host:port` as it was asked for. */
  readonly target: string;
  /** Its `Proxy-Authorization`. */
  readonly authorization: string | undefined;
  readonly answered: number;
}

export interface ProxyServer {
  readonly port: number;
  readonly tunnels: readonly SeenTunnel[];
  reset(): void;
  stop(): Promise<void>;
}

/** How a proxy behaves. */
export interface ProxyOptions {
  /** `name:password` without which it answers 407. */
  readonly credentials?: string;
  /** Where every tunnel goes, whatever name was asked for: names that only the proxy knows. */
  readonly target: () => { readonly host: string; readonly port: number };
  /** Address its connections come from, by which a server tells them from direct ones. */
  readonly from?: string;
  /** What it shows where it is itself reached over TLS. */
  readonly identity?: Identity;
}

/** Starts an HTTP proxy on loopback that opens tunnels and notes them. */
export async function startProxyServer(options: ProxyOptions): Promise<ProxyServer> {
  let tunnels: SeenTunnel[] = [];
  const sockets = new Set<Socket>();
  const { identity } = options;
  const server =
    identity === undefined
      ? createServer()
      : createTlsServer({ cert: identity.certificate, key: identity.key });
  server.on('connect', (request, client: Socket) => {
    const authorization = request.headers['proxy-authorization'];
    const wanted =
      options.credentials === undefined
        ? undefined
        : `Basic ${Buffer.from(options.credentials).toString('base64')}`;
    const answered = wanted === undefined || wanted === authorization ? 200 : 407;
    tunnels.push({ target: request.url ?? '', authorization, answered });
    client.on('error', () => undefined);
    if (answered !== 200) {
      client.end(
        `HTTP/1.1 ${answered} No\r\nproxy-authenticate: Basic realm="test"\r\ncontent-length: 0\r\n\r\n`,
      );
      return;
    }
    const upstream = connect({ ...options.target(), localAddress: options.from }, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get tunnels() {
      return tunnels;
    },
    reset() {
      tunnels = [];
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
