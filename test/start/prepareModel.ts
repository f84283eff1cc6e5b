import { stat } from 'node:fs/promises';
import { ensureModel, startModelServer } from '../support/model.ts';
import type { ModelChoice } from './arguments.ts';
import { findServer, listedModels } from './listedModels.ts';
import { foundServer, openAI, serverAt } from './otherServers.ts';
import type { Environment, ModelOutcome, ModelRun, ModelWorld } from './preparedModel.ts';
import { environmentFor, keyVariable } from './preparedModel.ts';
import { startSimulatedModel } from './simulatedModel.ts';

/** The servers and downloads of this computer. */
export const realWorld: ModelWorld = {
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
      return foundServer(run);
    case 'url':
      return serverAt(choice.url, run);
    case 'openai':
      return openAI(run.environment);
  }
}

/** Says what else could be used and with which flag; nothing of it is used unasked. */
export async function otherModels(
  choice: ModelChoice,
  environment: Environment,
  find: ModelWorld['findServer'] = findServer,
): Promise<readonly string[]> {
  if (choice.kind !== 'embedded' && choice.kind !== 'simulated') return [];
  const lines: string[] = [];
  const variable = keyVariable(environment);
  if (variable !== undefined)
    lines.push(`${variable} holds a key, which is not used. To use it: npm start -- --model openai`);
  const server = await find();
  if (server !== undefined)
    lines.push(
      `${server.name} answers on this computer (${server.models.join(', ')}). To use it: npm start -- --model found`,
    );
  return lines;
}

async function embedded(weights: string, run: ModelRun): Promise<ModelOutcome> {
  if (weights !== '0.5b' && weights !== '1.5b' && !(await stat(weights).catch(() => undefined))?.isFile())
    return {
      kind: 'problem',
      sentence: `There is no weights file at ${weights}. --weights takes 0.5b, 1.5b or the path of a GGUF file.`,
    };
  const options = { weights, report: run.report, signal: run.signal };
  const parts = await run.world.ensureModel(options);
  if (parts.kind === 'unavailable') {
    const why = parts.reasons.map((reason) => `  ${reason}`).join('\n');
    return simulated(
      run,
      `The model cannot be had:\n${why}\nSo answers are SIMULATED: no model reads your code. Start again to try the download again.`,
    );
  }
  const server = await run.world.startModelServer(options);
  return {
    kind: 'ready',
    sentence: `${server.model} answers on this computer; nothing leaves it.`,
    environment: environmentFor(server.url, server.model),
    ended: server.ended,
    stop: () => server.stop(),
  };
}

async function simulated(run: ModelRun, sentence: string): Promise<ModelOutcome> {
  const server = await run.world.startSimulatedModel();
  return {
    kind: 'ready',
    sentence,
    environment: environmentFor(server.url, server.model),
    stop: () => server.stop(),
  };
}
