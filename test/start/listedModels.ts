import * as z from 'zod/mini';
import { usualServers } from '../../src/openai/findLocalServers.ts';

interface LocalServer {
  readonly name: string;
  readonly endpoint: string;
  readonly models: readonly string[];
}

/** What became of asking a server for its models; `status` is the HTTP status of an answer that lists none. */
export type Listing =
  | { readonly kind: 'listed'; readonly models: readonly string[] }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'silent' };

/** What asking needs beside the address; a second is enough for this computer. */
export interface ListingQuery {
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Asks an endpoint for its models; never follows it to another address. Rejects only when `signal` aborts. */
export async function listedModels(endpoint: string, query: ListingQuery = {}): Promise<Listing> {
  const { headers = {}, timeoutMs = 1000, signal } = query;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${endpoint}/models`, {
      headers,
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      redirect: 'error',
    });
    if (!response.ok) return { kind: 'refused', status: response.status };
    const parsed = modelList.safeParse(await response.json().catch(() => undefined));
    return parsed.success
      ? { kind: 'listed', models: parsed.data.data.map((model) => model.id) }
      : { kind: 'refused', status: response.status };
  } catch {
    signal?.throwIfAborted();
    return { kind: 'silent' };
  }
}

/** The first of the usual servers on this computer that lists `wanted`, else the first that lists any model. */
export async function findServer(
  wanted?: string,
  candidates: readonly Pick<LocalServer, 'name' | 'endpoint'>[] = usualServers,
): Promise<LocalServer | undefined> {
  const answers = await Promise.all(
    candidates.map(async (server) => {
      const listing = await listedModels(server.endpoint);
      return { ...server, models: listing.kind === 'listed' ? listing.models : [] };
    }),
  );
  return (
    answers.find((server) => wanted !== undefined && server.models.includes(wanted)) ??
    answers.find((server) => server.models.length > 0)
  );
}
