import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Authority, createAuthority } from '../../support/certificates.ts';
import { type NetworkFiles, networkVariable, serverNames } from './networkFiles.ts';

/**
 * Makes the certificates of the network suite in a folder that goes away with the run, and the environment that makes
 * the host trust some of them: one authority as if of the system, one as if of `NODE_EXTRA_CA_CERTS`, one nowhere.
 */
export async function prepareNetwork(folder: string): Promise<Readonly<Record<string, string>>> {
  const noDirectory = join(folder, 'no-certificates');
  await mkdir(noDirectory, { recursive: true });
  const names = ['system', 'extra', 'unknown', 'clients', 'spare'] as const;
  const made = await Promise.all(
    names.map(async (name) => [name, await createAuthority(`Test ${name}`)] as const),
  );
  const authorities = Object.fromEntries(made) as Readonly<Record<(typeof names)[number], Authority>>;
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  const client = await authorities.clients.issue('an engineer');
  const files: NetworkFiles = {
    system: await authorities.system.issue('server', serverNames),
    extra: await authorities.extra.issue('server', serverNames),
    unknown: await authorities.unknown.issue('server', serverNames),
    systemAuthority: authorities.system.certificate,
    clientAuthority: authorities.clients.certificate,
    spare: authorities.spare.certificate,
    clientCertificate: await write('client.pem', client.certificate),
    clientKey: await write('client-key.pem', client.key),
  };
  return {
    [networkVariable]: await write('network.json', JSON.stringify(files)),
    SSL_CERT_FILE: await write('system.pem', authorities.system.certificate),
    // Whatever the computer has set itself must not decide what the tests see.
    SSL_CERT_DIR: noDirectory,
    NODE_EXTRA_CA_CERTS: await write('extra.pem', authorities.extra.certificate),
    HTTP_PROXY: '',
    HTTPS_PROXY: '',
    NO_PROXY: '',
    http_proxy: '',
    https_proxy: '',
    no_proxy: '',
  };
}
