import { ProviderError } from '../provider/errors.ts';

/** A `fetch` that sends nothing at all while consent to its endpoint is missing: the last line behind every question. */
export function withConsent(isGiven: () => boolean, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    if (isGiven()) return fetch(input, init);
    throw new ProviderError({
      kind: 'badRequest',
      detail: 'the endpoint comes from the environment and is not allowed yet',
    });
  };
}
