import * as z from 'zod/mini';
import { usualServers } from '../../src/openai/findLocalServers.ts';

interface LocalServer {
  readonly name: string;
  readonly endpoint: string;
  readonly models: readonly string[];
}

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** The models an endpoint lists, or undefined when it does not answer within a second or not in the right shape. */
export async function listedModels(
  endpoint: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly string[] | undefined> {
  try {
    const response = await fetch(`${endpoint}/models`, {
      headers,
      signal: AbortSignal.timeout(1000),
      redirect: 'error',
    });
    if (!response.ok) return undefined;
    const parsed = modelList.safeParse(await response.json());
    return parsed.success ? parsed.data.data.map((model) => model.id) : undefined;
  } catch {
    return undefined;
  }
}

/** The first of the usual servers on this computer that lists at least one model. */
export async function findServer(
  candidates: readonly Pick<LocalServer, 'name' | 'endpoint'>[] = usualServers,
): Promise<LocalServer | undefined> {
  const answers = await Promise.all(
    candidates.map(async (server) => ({ ...server, models: (await listedModels(server.endpoint)) ?? [] })),
  );
  return answers.find((server) => server.models.length > 0);
}
