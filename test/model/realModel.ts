import type { GenerationRequest } from '../../src/provider/provider.ts';
import { ensureModel, startModelServer } from '../support/model.ts';
import type { ModelServer } from '../support/model.ts';
import { askServer } from '../support/modelAnswer.ts';
import type { ModelAnswer } from '../support/modelAnswer.ts';
import { notRunWhere } from '../support/notRun.ts';

/** One line of the table at the end of a run. */
export interface TaskRow {
  readonly task: string;
  readonly outcome: string;
  readonly answer: ModelAnswer;
}

const minutes = 60_000;
let server: Promise<ModelServer> | undefined;

after(async () => {
  await (await server?.catch(() => undefined))?.stop();
});

/** Why the real model cannot be run here; undefined when it can. */
async function whyNotRun(): Promise<string | undefined> {
  const parts = await ensureModel();
  return parts.kind === 'ready' ? undefined : parts.reasons.join('; ');
}

/** Reports every test of a suite as not run, with the reason, where the model cannot be had. */
export function needsModel(suite: Mocha.Suite): void {
  suite.timeout(20 * minutes);
  notRunWhere(suite, whyNotRun);
}

/** Asks the one real model of all tests at temperature 0. `stop` ends the answer early. */
export async function askModel(
  request: GenerationRequest,
  stop?: (text: string) => boolean,
): Promise<ModelAnswer> {
  return askServer(await (server ??= startModelServer()), request, stop);
}

/** Prints what became of each task that was run. */
export function printTable(title: string, rows: readonly TaskRow[]): void {
  if (rows.length === 0) return;
  const lines = rows.map(({ task, outcome, answer }) => {
    const { promptTokens, completionTokens, seconds } = answer;
    const tokens = completionTokens === 0 ? 'not counted' : `${promptTokens} + ${completionTokens}`;
    return `  ${task.padEnd(52)} ${outcome.padEnd(28)} ${tokens.padStart(12)} tokens ${seconds.toFixed(1).padStart(6)} s`;
  });
  console.log([`\n  ${title}`, ...lines, ''].join('\n'));
}
