import { configFields } from '../../src/provider/configFields.ts';
import { endpointHost, transportRule } from '../../src/provider/endpoint.ts';
import { chooseModel } from './chooseModel.ts';
import type { Listing } from './listedModels.ts';
import type { Environment, ModelOutcome, ModelRun } from './preparedModel.ts';
import { environmentFor, keyVariable, valueOf } from './preparedModel.ts';

/** OpenAI. Nothing is asked of it here: whether the key fits, the first request tells. */
export function openAI(environment: Environment): ModelOutcome {
  const variable = keyVariable(environment);
  return {
    kind: 'ready',
    sentence:
      variable === undefined
        ? 'Requests will go to api.openai.com. Enter a key in the editor first: OpenCrates: Enter Key…'
        : `Requests will go to api.openai.com with the key in ${variable}, unless one was entered in the editor.`,
    // Set, not only left out: else an endpoint that the editor's settings kept from another start would be in force.
    environment: { OPENCRATES_ENDPOINT: configFields.endpoint.fallback(''), OPENAI_BASE_URL: undefined },
    stop: async () => undefined,
  };
}

/** A server that runs on this computer already, without a key. */
export async function foundServer({ environment, world }: ModelRun): Promise<ModelOutcome> {
  const wanted = valueOf(environment, 'OPENCRATES_MODEL');
  const server = await world.findServer(wanted);
  if (server === undefined)
    return problem('No model server answers on this computer. Without --model, one is started for you.');
  const chosen = chooseModel(wanted, { server: server.name, listed: server.models, flag: 'found' });
  if (chosen.kind === 'problem') return chosen;
  return {
    kind: 'ready',
    sentence: `${server.name} answers on this computer; ${chosen.model} will be asked.${chosen.remark}`,
    environment: environmentFor(server.endpoint, chosen.model),
    stop: async () => undefined,
  };
}

/** A server far away may take its time. */
const listingMs = 10_000;

/** The server at an endpoint the person named. The key goes there only where the extension would send it unasked. */
export async function serverAt(url: string, run: ModelRun): Promise<ModelOutcome> {
  const host = endpointHost(url);
  const rule = transportRule(url);
  if (rule === 'never')
    return problem(
      `Nothing is sent to ${host}: over plain http, anybody on the way could read your code and your key. Use its https address.`,
    );
  const key = valueOf(run.environment, 'OPENCRATES_API_KEY');
  const mayHaveKey = rule === 'free';
  const headers: Readonly<Record<string, string>> =
    key !== undefined && mayHaveKey ? { authorization: `Bearer ${key}` } : {};
  const query = { headers, timeoutMs: listingMs, signal: run.signal };
  const listing = await run.world.listedModels(url, query);
  const wanted = valueOf(run.environment, 'OPENCRATES_MODEL');
  if (listing.kind !== 'listed' && wanted === undefined)
    return problem(withoutList(url, listing, key === undefined ? 'none' : mayHaveKey ? 'sent' : 'heldBack'));
  const listed = listing.kind === 'listed' ? listing.models : [];
  const chosen = chooseModel(wanted, { server: host, listed, flag: url });
  if (chosen.kind === 'problem') return chosen;
  const answers = listing.kind === 'silent' ? 'does not answer yet' : 'answers';
  const asks = mayHaveKey ? '' : ' This is plain http, so the editor asks before anything goes there.';
  return {
    kind: 'ready',
    sentence: `${host} ${answers}; ${chosen.model} will be asked.${chosen.remark}${asks}`,
    environment: { ...environmentFor(url, chosen.model), OPENCRATES_API_KEY: key },
    stop: async () => undefined,
  };
}

function withoutList(
  url: string,
  listing: Exclude<Listing, { kind: 'listed' }>,
  key: 'none' | 'sent' | 'heldBack',
): string {
  if (listing.kind === 'silent')
    return `Nothing answers at ${url}. Does the server run, and is the address right (it usually ends in /v1)?`;
  const host = endpointHost(url);
  if (listing.status !== 401 && listing.status !== 403)
    return `${url}/models does not list models (status ${listing.status}). Is the address right (it usually ends in /v1)? If it is, name the model in OPENCRATES_MODEL.`;
  switch (key) {
    case 'none':
      return `${host} lists its models only with a key. Put the key in OPENCRATES_API_KEY, or name the model in OPENCRATES_MODEL.`;
    case 'sent':
      return `${host} refused the key in OPENCRATES_API_KEY (status ${listing.status}). Put another one there.`;
    case 'heldBack':
      return `${host} lists its models only with a key, which is not sent over plain http unasked. Name the model in OPENCRATES_MODEL.`;
  }
}

function problem(sentence: string): ModelOutcome {
  return { kind: 'problem', sentence };
}
