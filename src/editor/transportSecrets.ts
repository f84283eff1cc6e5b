import type * as vscode from 'vscode';
import { withinLimit } from './withinLimit.ts';

/** A secret of the transport: what requests are signed with, or what opens the key of the client certificate. */
export type TransportSecret = 'signing' | 'passphrase';

/** The transport's secrets in the editor's secret storage, one of each for a host. */
export interface TransportSecrets {
  /** Undefined when there is none, or the storage does not give it: then the request fails where it needs it. */
  readonly get: (secret: TransportSecret, host: string) => Promise<string | undefined>;
  /** '' forgets it. Rejects when the storage is broken. */
  readonly set: (secret: TransportSecret, host: string, text: string) => Promise<void>;
}

const limitMs = 3000;

/** The secrets of this person over the editor's storage; no read waits longer than three seconds. */
export function createTransportSecrets(storage: vscode.SecretStorage): TransportSecrets {
  const nameOf = (secret: TransportSecret, host: string): string => `opencrates.${secret}:${host}`;
  return {
    async get(secret, host) {
      const reading = Promise.resolve().then(() => storage.get(nameOf(secret, host)));
      const found = await withinLimit(reading, limitMs, new AbortController().signal);
      return found.kind === 'settled' && found.value !== '' ? found.value : undefined;
    },
    async set(secret, host, text) {
      await (text === '' ? storage.delete(nameOf(secret, host)) : storage.store(nameOf(secret, host), text));
    },
  };
}
