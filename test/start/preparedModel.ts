import type { ModelServer, ModelServerOptions, ensureModel } from '../support/model.ts';
import type { Report } from '../support/stepEvent.ts';
import type { findServer, listedModels } from './listedModels.ts';
import type { startSimulatedModel } from './simulatedModel.ts';

/** Variables of a process; undefined, or none, is a variable that is not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

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
  readonly world: ModelWorld;
}

/** What the extension is told of a server and its model. Keys are left out: a server on this computer needs none. */
export function environmentFor(url: string, model: string): Environment {
  return {
    OPENCRATES_ENDPOINT: url,
    OPENCRATES_MODEL: model,
    OPENAI_BASE_URL: undefined,
    OPENAI_MODEL: undefined,
    OPENCRATES_API_KEY: undefined,
    OPENAI_API_KEY: undefined,
  };
}

/** What a variable holds; one that is empty or blank counts as not set. */
export function valueOf(environment: Environment, name: string): string | undefined {
  return environment[name]?.trim() || undefined;
}

/** The variable whose key the extension sends to api.openai.com. */
export function keyVariable(environment: Environment): string | undefined {
  return ['OPENCRATES_API_KEY', 'OPENAI_API_KEY'].find((name) => valueOf(environment, name) !== undefined);
}
