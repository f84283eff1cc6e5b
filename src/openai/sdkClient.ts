import type { OpenAI } from 'openai/client';

/**
 * A client of the `openai` package that takes nothing from the environment but the names of headers to leave out,
 * retries nothing, logs nothing and holds no key: each call brings its own. Loads the package on first use.
 */
export async function createSdkClient(endpoint: string, transport: typeof fetch): Promise<OpenAI> {
  const sdk = await import('openai/client');
  return new sdk.OpenAI({
    baseURL: endpoint,
    apiKey: 'given-with-each-call',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    logLevel: 'off',
    fetch: transport,
  });
}

/** Headers of one call. Null takes a header out that the package would send by itself. */
export function callHeaders(call: {
  /** The header that carries the key; empty without one. */
  readonly credential: Readonly<Record<string, string>>;
  readonly correlationId: string;
  readonly configured: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): Readonly<Record<string, string | null>> {
  const ours: Record<string, string | null> = {};
  for (const name of strayHeaders(call.environment)) ours[name] = null;
  ours['authorization'] = null;
  Object.assign(ours, call.credential);
  ours['accept'] = 'text/event-stream, application/json';
  ours['x-client-request-id'] = call.correlationId.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 128);
  for (const [name, value] of Object.entries(call.configured)) ours[name.toLowerCase()] = value;
  return ours;
}

/** The package adds the headers of `OPENAI_CUSTOM_HEADERS` to every call, whatever host it goes to. */
function strayHeaders(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return (environment['OPENAI_CUSTOM_HEADERS'] ?? '')
    .split('\n')
    .map((line) =>
      line
        .slice(0, Math.max(0, line.indexOf(':')))
        .trim()
        .toLowerCase(),
    )
    .filter((name) => name !== '');
}
