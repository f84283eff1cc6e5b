import { stat } from 'node:fs/promises';
import type { ModelServer, ModelServerOptions } from '../support/model.ts';
import { ensureModel, startModelServer } from '../support/model.ts';
import type { Report } from '../support/stepEvent.ts';
import type { ModelChoice } from './arguments.ts';
import { findServer, listedModels } from './listedModels.ts';
import { startSimulatedModel } from './simulatedModel.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A model that can be asked now: what to tell the person, and what the extension reads from its environment. */
export interface PreparedModel {
  readonly kind: 'ready';
  readonly sentence: string;
  /** Undefined removes a variable. */
  readonly environment: Environment;
  /** Settles when a model server of ours ends by itself; absent where the server is not ours. */
  readonly ended?: Promise<void>;
  stop(): Promise<void>;
}

/** The outcome: a model, or the sentence that says why there is none and what to do. */
export type ModelOutcome = PreparedModel | { readonly kind: 'problem'; readonly sentence: string };

/** What preparing a model uses of the world. */
export interface ModelWorld {
  readonly ensureModel: typeof ensureModel;
  readonly startModelServer: (options: ModelServerOptions) => Promise<ModelServer>;
  readonly startSimulatedModel: typeof startSimulatedModel;
  readonly findServer: typeof findServer;
  readonly listedModels: typeof listedModels;
}

/** How to prepare: the person's environment, where progress goes, and what ends it. */
export interface ModelRun {
  readonly environment: Environment;
  readonly report: Report;
  readonly signal: AbortSignal;
  readonly world?: ModelWorld;
}

const realWorld: ModelWorld = {
  ensureModel,
  startModelServer,
  startSimulatedModel,
  findServer,
  listedModels,
};

/** Makes the chosen model ready; only a choice that names a key's own server leaves that key to the extension. */
export async function prepareModel(choice: ModelChoice, run: ModelRun): Promise<ModelOutcome> {
  switch (choice.kind) {
    case 'embedded':
      return embedded(choice.weights, run);
    case 'simulated':
      return simulated(run, 'Answers are simulated, as asked: no model reads your code.');
    case 'found':
      return found(run);
    case 'url':
      return atUrl(choice.url, run);
    case 'openai':
      return {
        kind: 'ready',
        sentence:
          run.environment['OPENAI_API_KEY'] === undefined &&
          run.environment['OPENCRATES_API_KEY'] === undefined
            ? 'api.openai.com answers; enter a key in the editor: OpenCrates: Set Key.'
            : 'api.openai.com answers, with the key in your environment.',
        environment: { OPENCRATES_ENDPOINT: undefined, OPENAI_BASE_URL: undefined },
        stop: async () => undefined,
      };
  }
}

/** Says what else could be used and with which flag; nothing of it is used unasked. */
export async function otherModels(
  choice: ModelChoice,
  run: Pick<ModelRun, 'environment' | 'world'>,
): Promise<readonly string[]> {
  if (choice.kind !== 'embedded' && choice.kind !== 'simulated') return [];
  const lines: string[] = [];
  const variable = ['OPENCRATES_API_KEY', 'OPENAI_API_KEY'].find(
    (name) => (run.environment[name] ?? '') !== '',
  );
  if (variable !== undefined)
    lines.push(`${variable} holds a key, which is not used. To use it: npm start -- --model openai`);
  const server = await (run.world ?? realWorld).findServer();
  if (server !== undefined)
    lines.push(
      `${server.name} answers on this computer (${server.models.join(', ')}). To use it: npm start -- --model found`,
    );
  return lines;
}

async function embedded(weights: string, run: ModelRun): Promise<ModelOutcome> {
  const world = run.world ?? realWorld;
  if (weights !== '0.5b' && weights !== '1.5b' && !(await stat(weights).catch(() => undefined))?.isFile())
    return {
      kind: 'problem',
      sentence: `There is no weights file at ${weights}. --weights takes 0.5b, 1.5b or the path of a GGUF file.`,
    };
  const options = { weights, report: run.report, signal: run.signal };
  const parts = await world.ensureModel(options);
  if (parts.kind === 'unavailable') {
    const why = parts.reasons.map((reason) => `  ${reason}`).join('\n');
    return simulated(
      run,
      `No source of the model can be reached:\n${why}\nSo answers are SIMULATED: no model reads your code.`,
    );
  }
  const server = await world.startModelServer(options);
  const sentence = `${server.model} answers on this computer; nothing leaves it.`;
  return {
    kind: 'ready',
    sentence,
    environment: local(server.url, server.model),
    ended: server.ended,
    stop: () => server.stop(),
  };
}

async function simulated(run: ModelRun, sentence: string): Promise<ModelOutcome> {
  const server = await (run.world ?? realWorld).startSimulatedModel();
  return { kind: 'ready', sentence, environment: local(server.url, server.model), stop: () => server.stop() };
}

async function found(run: ModelRun): Promise<ModelOutcome> {
  const server = await (run.world ?? realWorld).findServer();
  if (server === undefined)
    return {
      kind: 'problem',
      sentence: 'No model server answers on this computer. Without --model, one is started for you.',
    };
  const model = wantedModel(server.models, run.environment);
  return {
    kind: 'ready',
    sentence: `${server.name} answers with ${model}.`,
    environment: local(server.endpoint, model),
    stop: async () => undefined,
  };
}

async function atUrl(url: string, run: ModelRun): Promise<ModelOutcome> {
  const key = run.environment['OPENCRATES_API_KEY'];
  const headers: Readonly<Record<string, string>> =
    key === undefined ? {} : { authorization: `Bearer ${key}` };
  const models = await (run.world ?? realWorld).listedModels(url, headers);
  const model =
    models === undefined ? run.environment['OPENCRATES_MODEL'] : wantedModel(models, run.environment);
  if (model === undefined)
    return {
      kind: 'problem',
      sentence: `${url}/models does not list models. Is the address right (it usually ends in /v1)? Else name the model in OPENCRATES_MODEL.`,
    };
  const environment = { ...local(url, model), OPENCRATES_API_KEY: key };
  return {
    kind: 'ready',
    sentence: `${new URL(url).host} answers with ${model}.`,
    environment,
    stop: async () => undefined,
  };
}

function wantedModel(listed: readonly string[], environment: Environment): string {
  const wanted = environment['OPENCRATES_MODEL'];
  return wanted !== undefined && listed.includes(wanted) ? wanted : (listed[0] ?? wanted ?? '');
}

/** Keys are left out: a server on this computer needs none. */
function local(url: string, model: string): Environment {
  return {
    OPENCRATES_ENDPOINT: url,
    OPENCRATES_MODEL: model,
    OPENAI_BASE_URL: undefined,
    OPENAI_MODEL: undefined,
    OPENCRATES_API_KEY: undefined,
    OPENAI_API_KEY: undefined,
  };
}
