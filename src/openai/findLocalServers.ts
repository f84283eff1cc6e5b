import { listModels } from './listModels.ts';

/** A model server that answered on this computer. */
export interface LocalServer {
  /** The program that usually listens there. */
  readonly name: 'Ollama' | 'LM Studio' | 'llama.cpp' | 'vLLM';
  readonly endpoint: string;
  /** At least one. */
  readonly models: readonly string[];
}

/** Where the usual programs listen. */
export const usualServers: readonly Omit<LocalServer, 'models'>[] = [
  { name: 'Ollama', endpoint: 'http://127.0.0.1:11434/v1' },
  { name: 'LM Studio', endpoint: 'http://127.0.0.1:1234/v1' },
  { name: 'llama.cpp', endpoint: 'http://127.0.0.1:8080/v1' },
  { name: 'vLLM', endpoint: 'http://127.0.0.1:8000/v1' },
];

const probeMs = 500;

/**
 * Asks the usual ports of this computer at once, without a key, for at most half a second.
 * Only a server that lists models in the right shape counts; whatever fails is simply not there.
 */
export async function findLocalServers(
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
  servers: readonly Omit<LocalServer, 'models'>[] = usualServers,
): Promise<readonly LocalServer[]> {
  const found = await Promise.all(
    servers.map(async ({ name, endpoint }) => {
      const query = { endpoint, fetch, timeoutMs: probeMs };
      const models = await listModels(query, signal).catch(() => []);
      return { name, endpoint, models };
    }),
  );
  return found.filter(({ models }) => models.length > 0);
}
