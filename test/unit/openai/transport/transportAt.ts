import { createTransport, type TransportDeps } from '../../../../src/openai/transport/createTransport.ts';
import { usualTransport, type TransportConfig } from '../../../../src/provider/transportConfig.ts';

/** A transport without settings, secrets, files or proxies beyond those given. */
export function transportWith(
  config: Partial<TransportConfig>,
  deps: Partial<TransportDeps> = {},
): typeof globalThis.fetch {
  return createTransport({
    hostFetch: () => Promise.reject(new Error('not for the host')),
    config: () => ({ ...usualTransport, ...config }),
    unusable: () => [],
    plainHttpConsent: () => 'nothing',
    proxy: () => ({ isOn: true, url: '', except: [] }),
    environment: {},
    readFile: () => Promise.reject(new Error('no such file')),
    passphrase: () => Promise.resolve(undefined),
    signingSecret: () => Promise.resolve(undefined),
    ...deps,
  });
}
