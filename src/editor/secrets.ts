import * as vscode from 'vscode';
import { ApiKey, type KeySource } from '../provider/apiKey.ts';
import { keyFault } from './keyFault.ts';
import { type FoundKey, lookUpKey, secretName } from './keyLookup.ts';
import { withinLimit } from './withinLimit.ts';

/** Where the key of a host is; `unreadable` when the editor's secret storage throws or does not answer. */
export type KeyPlace = 'stored' | 'environment' | 'none' | 'unreadable';

/** The keys of this person, one for each host, in the editor's secret storage or the environment. */
export interface KeyStore {
  /** Throws a `ProviderError` of kind `noKey` when the secret storage is broken and nothing else has a key. */
  readonly source: KeySource;
  /** Keeps `key` for its host; throws a `ProviderError` of kind `noKey` when the storage is broken. */
  store(key: ApiKey): Promise<void>;
  /** True when there was a stored key to forget. */
  forget(host: string): Promise<boolean>;
  has(host: string): Promise<KeyPlace>;
  /** The last characters of the key that was last handed out for `host`; undefined when none was, or it is too short. */
  endingOf(host: string): string | undefined;
  readonly onDidChange: vscode.Event<void>;
}

const defaultLimitMs = 3000;
/** What a storage that still owes an earlier answer is given, so that one request does not wait for it twice. */
const overdueLimitMs = 50;

/** A store over `secrets` and `environment`; no call waits longer than `limitMs` for the secret storage. */
export function createKeyStore(
  secrets: vscode.SecretStorage,
  environment: NodeJS.ProcessEnv,
  limitMs = defaultLimitMs,
): KeyStore & vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const watching = secrets.onDidChange((event) => {
    if (event.key.startsWith(secretName(''))) changed.fire();
  });
  const endings = new Map<string, string>();
  const overdue = new Set<string>();

  async function read(name: string): Promise<string | undefined> {
    try {
      return await secrets.get(name);
    } finally {
      overdue.delete(name);
    }
  }

  async function lookUp(host: string, signal: AbortSignal): Promise<FoundKey> {
    const name = secretName(host);
    const limit = overdue.has(name) ? Math.min(overdueLimitMs, limitMs) : limitMs;
    const found = await lookUpKey({ read, environment, limitMs: limit }, host, signal);
    if (found.kind === 'unreadable' && found.reason === 'late') overdue.add(name);
    return found;
  }

  async function change(work: () => Thenable<void>): Promise<void> {
    const outcome = await withinLimit(Promise.resolve().then(work), limitMs, new AbortController().signal);
    if (outcome.kind !== 'settled') throw keyFault(outcome.kind);
  }

  return {
    async source(host, signal) {
      const found = await lookUp(host, signal);
      endings.delete(host);
      if (found.kind === 'none') return undefined;
      if (found.kind === 'unreadable') throw keyFault(found.reason);
      const key = ApiKey.parse(found.text, host);
      if (!(key instanceof ApiKey)) throw keyFault('unusable');
      if (key.ending !== '') endings.set(host, key.ending);
      return key;
    },
    async store(key) {
      await change(() => secrets.store(secretName(key.host), key.reveal()));
    },
    async forget(host) {
      const found = await lookUp(host, new AbortController().signal);
      if (found.kind === 'unreadable') throw keyFault(found.reason);
      if (found.kind !== 'stored') return false;
      await change(() => secrets.delete(secretName(host)));
      return true;
    },
    async has(host) {
      return (await lookUp(host, new AbortController().signal)).kind;
    },
    endingOf: (host) => endings.get(host),
    onDidChange: changed.event,
    dispose() {
      watching.dispose();
      changed.dispose();
    },
  };
}
