import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { PeerCertificate } from 'node:tls';
import type { TlsFacts } from '../provider/health.ts';

/** Looks at the way to a server without asking it anything. Both reject with what Node says. */
export interface ConnectionProbe {
  /** The addresses of a name, as the system gives them. */
  resolve(host: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Makes a handshake and hangs up. */
  handshake(host: string, port: number, signal: AbortSignal): Promise<TlsFacts>;
}

const limitMs = 5000;

/** The computer's own resolver and a socket of our own, past every proxy. */
export const systemProbe: ConnectionProbe = {
  async resolve(host, signal) {
    const found = await untilAborted(lookup(host, { all: true }), limited(signal));
    return found.map(({ address }) => address);
  },
  handshake: (host, port, signal) => untilAborted(handshake(host, port, limited(signal)), limited(signal)),
};

/** Some names never resolve and some ports swallow packets: no step may hold up the others. */
function limited(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
}

function handshake(host: string, port: number, signal: AbortSignal): Promise<TlsFacts> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      ...(isIP(host) === 0 && { servername: host }),
      // Nothing is sent. Whether the certificate is trusted is for the request itself to find out, which may know
      // more authorities than this socket; what is not trusted has to be seen most of all.
      rejectUnauthorized: false,
    });
    const hangUp = (): void => void socket.destroy();
    signal.addEventListener('abort', hangUp, { once: true });
    socket.once('error', reject);
    socket.once('close', () => signal.removeEventListener('abort', hangUp));
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerCertificate();
      resolve({
        version: socket.getProtocol() ?? '',
        issuer: issuerOf(certificate),
        validUntil: Date.parse(certificate.valid_to ?? ''),
      });
      socket.destroy();
    });
  });
}

/** The organisation before the name: "Corp Proxy" tells more than "CA 4". A name may be given more than once. */
function issuerOf({ issuer }: Partial<PeerCertificate>): string {
  const names: readonly (string | readonly string[] | undefined)[] = [issuer?.O, issuer?.CN];
  return names.flat().find((name) => name !== undefined && name !== '') ?? '';
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
