import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gatherContext } from '../../src/context/gatherContext.ts';
import { createOpenAIProvider } from '../../src/openai/openaiProvider.ts';
import { usualTransport } from '../../src/provider/transportConfig.ts';
import { systemClock } from '../../src/provider/clock.ts';
import { isProviderError } from '../../src/provider/errors.ts';
import { estimateTokens } from '../../src/provider/estimateTokens.ts';
import type { ContextPart, GenerationRequest } from '../../src/provider/provider.ts';
import type { LineRange } from '../../src/syntax/lineRange.ts';
import { ensureModel, startModelServer } from '../support/model.ts';
import type { ModelServer } from '../support/model.ts';
import { notRunWhere } from '../support/notRun.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { syntax } from '../support/syntax.ts';

/** One file of `media/examples`. */
export interface ExampleFile {
  /** Its path below `media/examples`. */
  readonly path: string;
  /** One of VS Code's. */
  readonly languageId: string;
  readonly text: string;
}

/** What the real model said to one request. */
export interface ModelAnswer {
  readonly text: string;
  readonly ended: 'complete' | 'truncated';
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly seconds: number;
}

/** One line of the table at the end of a run. */
export interface TaskRow {
  readonly task: string;
  readonly outcome: string;
  readonly answer: ModelAnswer;
}

const answerLimit = 700;
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

/** A file of `media/examples`, its language told by its folder. */
export async function exampleFile(name: string): Promise<ExampleFile> {
  const text = await readFile(path.join(repositoryRoot, 'media/examples', name), 'utf8');
  return { path: name, languageId: path.dirname(name), text };
}

/** What would be sent beside the code of these lines; there is no language service here, so no definitions. */
export async function contextOf(file: ExampleFile, range: LineRange): Promise<readonly ContextPart[]> {
  using tree = await syntax.parse(file.languageId, file.text);
  return gatherContext({
    text: file.text,
    languageId: file.languageId,
    range,
    tree,
    lookup: { definitionsOf: async () => [] },
    syntax,
    budgetTokens: 1000,
    countTokens: estimateTokens,
    signal: new AbortController().signal,
  });
}

/** Asks the real model at temperature 0, through the real provider. `stop` ends the answer early. */
export async function askModel(
  request: GenerationRequest,
  stop: (text: string) => boolean = () => false,
): Promise<ModelAnswer> {
  const { url, model } = await (server ??= startModelServer());
  const provider = createOpenAIProvider({
    config: () => ({
      endpoint: url,
      model,
      maxTokens: answerLimit,
      temperature: 0,
      headers: {},
      capabilities: {},
      cache: { enabled: false, days: 1, megabytes: 1 },
      limits: { requestsPerMinute: null, tokensPerMinute: null, concurrency: 10 },
      timeouts: {
        headersMs: 10 * minutes,
        firstTokenMs: 10 * minutes,
        idleMs: 10 * minutes,
        totalMs: 20 * minutes,
      },
      transport: usualTransport,
    }),
    key: async () => undefined,
    fetch: globalThis.fetch,
    clock: systemClock,
  });
  const startedAt = performance.now();
  let answer = { text: '', ended: 'complete', promptTokens: 0, completionTokens: 0 } as Omit<
    ModelAnswer,
    'seconds'
  >;
  const options = {
    signal: new AbortController().signal,
    priority: 'interactive',
    cache: 'off',
    correlationId: randomUUID(),
  } as const;
  try {
    for await (const event of provider.stream(request, options)) {
      if (event.type === 'text') answer = { ...answer, text: answer.text + event.text };
      if (event.type === 'text' && stop(event.text)) break;
      if (event.type === 'done') answer = { ...answer, ...event.usage };
    }
  } catch (error) {
    if (!isProviderError(error) || error.kind !== 'truncated') throw error;
    answer = { ...answer, ended: 'truncated' };
  }
  return { ...answer, seconds: (performance.now() - startedAt) / 1000 };
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
