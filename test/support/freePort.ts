import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A port on loopback that nothing listens on; `preferred` when that is one. */
export async function freePort(preferred?: number): Promise<number> {
  const found = preferred === undefined ? undefined : await tryPort(preferred);
  return found ?? (await tryPort(0)) ?? 0;
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: bound } = server.address() as AddressInfo;
      server.close(() => resolve(bound));
    });
  });
}
