import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh key and a certificate signed with it, as PEM, for `localhost` and 127.0.0.1. */
export function selfSigned(subject: string, days = 30): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'opencrates-certificate-'));
  try {
    const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
    const how = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      String(days),
    ];
    const where = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', ...how, ...where, '-subj', subject, '-addext', names], {
      stdio: 'ignore',
    });
    return {
      key: readFileSync(join(folder, 'key.pem'), 'utf8'),
      cert: readFileSync(join(folder, 'cert.pem'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
