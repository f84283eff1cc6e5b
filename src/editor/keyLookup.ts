import { withinLimit } from './withinLimit.ts';

/** Where the key of a host was found, if anywhere; `text` is the key as it was stored or exported. */
export type FoundKey =
  | { readonly kind: 'stored'; readonly text: string }
  | { readonly kind: 'environment'; readonly text: string; readonly variable: string }
  | { readonly kind: 'none' }
  /** The store threw or did not answer in time, and the environment has no key either. */
  | { readonly kind: 'unreadable'; readonly reason: 'late' | 'failed' };

/** What a look-up reads. */
export interface KeyPlaces {
  readonly read: (name: string) => PromiseLike<string | undefined>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds the store may take to answer. */
  readonly limitMs: number;
}

const openAIHost = 'api.openai.com';

/** The name under which the key of `host` is stored: one secret for each host. */
export function secretName(host: string): string {
  return `opencrates.key:${host}`;
}

/**
 * The key for `host`: the stored one, since it was entered for this host, else `OPENCRATES_API_KEY`, else, for
 * api.openai.com alone, `OPENAI_API_KEY`. Rejects only when `signal` aborts.
 */
export async function lookUpKey(places: KeyPlaces, host: string, signal: AbortSignal): Promise<FoundKey> {
  const stored = await withinLimit(safely(places.read, secretName(host)), places.limitMs, signal);
  if (stored.kind === 'settled' && stored.value !== undefined && stored.value !== '') {
    return { kind: 'stored', text: stored.value };
  }
  return (
    environmentKey(places.environment, host) ??
    (stored.kind === 'settled' ? { kind: 'none' } : { kind: 'unreadable', reason: stored.kind })
  );
}

function environmentKey(environment: KeyPlaces['environment'], host: string): FoundKey | undefined {
  const variables = host === openAIHost ? ['OPENCRATES_API_KEY', 'OPENAI_API_KEY'] : ['OPENCRATES_API_KEY'];
  for (const variable of variables) {
    const text = environment[variable]?.trim();
    if (text !== undefined && text !== '') return { kind: 'environment', text, variable };
  }
  return undefined;
}

// A store that throws synchronously counts as one that rejects.
async function safely(read: KeyPlaces['read'], name: string): Promise<string | undefined> {
  return await read(name);
}
