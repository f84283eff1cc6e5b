import { readFileSync } from 'node:fs';
import type { Identity } from '../../support/certificates.ts';

/** The environment variable that tells the tests in the host where `NetworkFiles` are. */
export const networkVariable = 'OPENCRATES_TEST_NETWORK';

/** What the certificates of the servers are for. 127.0.0.1 is always reached directly, 127.0.0.2 by the proxy's rules. */
export const serverNames: readonly string[] = ['127.0.0.1', '127.0.0.2', 'api.example.test'];

/** What was made for this run. Certificates and keys are PEM texts but where a path is said. */
export interface NetworkFiles {
  /** Of an authority that stands among the system's. */
  readonly system: Identity;
  /** Of an authority in `NODE_EXTRA_CA_CERTS`. */
  readonly extra: Identity;
  /** Of an authority that nobody knows. */
  readonly unknown: Identity;
  readonly systemAuthority: string;
  readonly clientAuthority: string;
  /** A certificate whose key nobody uses: a backup pin. */
  readonly spare: string;
  /** Paths. */
  readonly clientCertificate: string;
  readonly clientKey: string;
}

/** The files of this run, inside the host. */
export function readNetworkFiles(): NetworkFiles {
  const files: NetworkFiles = JSON.parse(readFileSync(process.env[networkVariable] ?? '', 'utf8'));
  return files;
}
