import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';

/**
 * What the server does next on a connection: bytes it writes, milliseconds it waits, or how the connection closes.
 * `end` closes as the protocol wants it, over TLS with its farewell; `cut` sends FIN without that; `reset` sends RST.
 */
export type Step =
  | string
  | Uint8Array
  | { readonly wait: number }
  | { readonly close: 'end' | 'cut' | 'reset' };

/** What a connection is answered with, whatever it asks; there may be no end to it. */
export type Steps = Iterable<Step>;

/** A server that writes bytes to its connections and knows nothing of HTTP but where a request ends. */
export interface RawServer {
  /** `http://127.0.0.1:PORT`, or `https:` with a certificate. */
  readonly origin: string;
  /** Bodies of the requests so far. */
  readonly bodies: readonly string[];
  /** What every later request is answered with. */
  answer(steps: Steps): void;
  stop(): Promise<void>;
}

/** Starts the server on loopback, over TLS when it has an identity (PEM). */
export async function startRawServer(identity?: {
  readonly key: string;
  readonly cert: string;
}): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const bodies: string[] = [];
  let steps: Steps = [];
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    const stream = identity === undefined ? socket : new TLSSocket(socket, { isServer: true, ...identity });
    stream.on('error', () => undefined);
    onRequest(stream, (body) => {
      bodies.push(body);
      void perform(steps, { socket, stream }).catch(() => undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${identity === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    bodies,
    answer(next) {
      steps = next;
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Calls back with the body of each request that has arrived whole; a request must tell its length. */
function onRequest(stream: Socket, callback: (body: string) => void): void {
  let text = '';
  stream.setEncoding('latin1').on('data', (piece: string) => {
    text += piece;
    const head = text.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1] ?? 0);
    if (text.length < head + 4 + length) return;
    callback(Buffer.from(text.slice(head + 4, head + 4 + length), 'latin1').toString('utf8'));
    text = text.slice(head + 4 + length);
  });
}

/** A connection: the bare one, and what is written to, which over TLS is another. */
interface Connection {
  readonly socket: Socket;
  readonly stream: Socket;
}

async function perform(steps: Steps, { socket, stream }: Connection): Promise<void> {
  for (const step of steps) {
    if (stream.destroyed) return;
    if (typeof step === 'string' || step instanceof Uint8Array) {
      if (!stream.write(step)) await drained(stream);
    } else if ('wait' in step) await sleep(step.wait);
    else if (step.close === 'end') stream.end();
    else if (step.close === 'cut') await afterFlush(stream, () => socket.end());
    else await afterFlush(stream, () => socket.resetAndDestroy());
  }
}

/** Gives what was written the time to arrive: a reset takes away what its receiver has not read yet. */
async function afterFlush(stream: Socket, act: () => void): Promise<void> {
  await new Promise<void>((resolve) => stream.write('', () => resolve()));
  await sleep(20);
  act();
}

async function drained(stream: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.once('drain', resolve);
    stream.once('close', resolve);
  });
}
