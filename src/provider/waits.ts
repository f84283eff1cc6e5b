import type { ProviderErrorKind } from './errors.ts';

/** Why a request is not under way at this moment. */
export type Wait =
  /** Another attempt follows at `until`, after one that failed with `kind`; `attempt` is its number, 2 for the first retry. */
  | {
      readonly reason: 'retry';
      readonly correlationId: string;
      readonly kind: ProviderErrorKind;
      readonly attempt: number;
      readonly until: number;
    }
  /** A limit of the settings or of the server lets it go at `until`. */
  | { readonly reason: 'rate'; readonly correlationId: string; readonly until: number }
  /** Others have to end first. */
  | { readonly reason: 'slot'; readonly correlationId: string };

/** The waits of all requests, for whoever shows them. `until` is on the scale of the core's clock. */
export interface Waits {
  /** Begins a wait, which is read anew whenever someone looks; the returned function ends it. */
  begin(read: () => Wait): () => void;
  current(): readonly Wait[];
  /** Tells of each beginning and end; the returned function stops that. */
  onChange(listener: () => void): () => void;
}

/** A list without a wait. */
export function createWaits(): Waits {
  const waits = new Set<() => Wait>();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    begin(read) {
      const wait = (): Wait => read();
      waits.add(wait);
      tell();
      return () => {
        if (waits.delete(wait)) tell();
      };
    },
    current: () => [...waits].map((read) => read()),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
