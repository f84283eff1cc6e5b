import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenAI } from 'openai/client';
import packageFile from '../../../package.json' with { type: 'json' };
import { isProviderError } from '../../../src/provider/errors.ts';
import type { ProviderError } from '../../../src/provider/errors.ts';
import { repositoryRoot } from '../../support/repositoryRoot.ts';
import { startRawServer } from '../../support/rawServer.ts';
import { brokenStreams, fast } from './brokenStreams.ts';
import type { BrokenStream } from './brokenStreams.ts';
import { attemptAt, callOptions } from './providerAt.ts';
import { wireWords } from './rawReplies.ts';
import type { WireWords } from './rawReplies.ts';
import { requestOf } from './readStream.ts';

/** The broken streams that the README shows, in its order; the tests hold many more. */
const shown: readonly string[] = [
  'a clean end before the end',
  '[DONE] before the end',
  'FIN in place of its end',
  'a length that is too short',
  'gzip that is cut',
  'half an event',
  'its limit reached',
  'its limit reached by reasoning alone',
  'completed at its limit',
  'response.failed',
  'a filter',
  'a refusal',
  'a tool call alone',
  'an answer to a part of the prompt',
  'text after its end',
  'a page of HTML',
  'JSON of something else',
  'nothing',
  'no events',
  'an error in the manner of LiteLLM',
  'an error in the manner of FastAPI with a text',
  'an error in the manner of OpenAI',
  'invalid UTF-8',
  'an event that is not JSON',
  'a reset',
  'no first token',
  'silence after some text',
  'comments for ever',
  'an answer without end',
];

/** Milliseconds after which whoever still reads a stream that does not end is said to read for ever. */
const patience = 1000;

/** The table of the README, measured: what becomes of each broken stream, read by the bare SDK and by OpenCrates. */
export async function measureStreamTable(): Promise<string> {
  const version = packageFile.devDependencies.openai;
  const rows = [
    ['The server sends', `openai ${version}, Chat`, `openai ${version}, Responses`, 'OpenCrates, both'],
  ];
  for (const name of shown) {
    const broken = brokenStreams.find((candidate) => candidate.name === name);
    if (broken === undefined) throw new Error(`no broken stream is named ${name}`);
    const outcomes = await Promise.all(wireWords.map((words) => outcomesOf(broken, words)));
    const ours = new Set(outcomes.flatMap((outcome) => outcome?.ours ?? []));
    rows.push([name, ...outcomes.map((outcome) => outcome?.sdk ?? '–'), [...ours].join(', ')]);
  }
  return inColumns(rows);
}

function inColumns([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

const readme = join(repositoryRoot, 'README.md');
const place = /(<!-- broken streams -->\n\n)([^]*?)(\n\n<!-- \/broken streams -->)/;

/** The table that the README holds; undefined when it has no place for one. */
export function tableIn(): string | undefined {
  return place.exec(readFileSync(readme, 'utf8'))?.[2];
}

/** Puts a table where the README has its place. */
export function writeTable(table: string): void {
  const text = readFileSync(readme, 'utf8');
  writeFileSync(
    readme,
    text.replace(place, (_, before: string, __, after: string) => before + table + after),
  );
}

interface Outcomes {
  readonly sdk: string;
  readonly ours: string;
}

async function outcomesOf(broken: BrokenStream, words: WireWords): Promise<Outcomes | undefined> {
  if (broken.wire !== undefined && broken.wire !== words.name) return undefined;
  const server = await startRawServer();
  try {
    server.answer(broken.make(words));
    const sdk = await outcomeOfSdk(server.origin, words, isEndless(broken));
    server.answer(broken.make(words));
    return { sdk, ours: await ourOutcome(server.origin, words, broken) };
  } finally {
    await server.stop();
  }
}

function isEndless({ failure }: BrokenStream): boolean {
  return failure.timer !== undefined || failure.truncation === 'outputBound';
}

/** The SDK as it comes, its retries included, read to the end by its own iterator. */
async function outcomeOfSdk(origin: string, words: WireWords, mayBeEndless: boolean): Promise<string> {
  const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: 'none', logLevel: 'off' });
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), mayBeEndless ? patience : 60_000);
  try {
    for await (const event of await openSdkStream(client, words, given.signal)) void event;
    return given.signal.aborted ? 'reads for ever' : 'ends as if whole';
  } catch (error) {
    if (given.signal.aborted) return 'reads for ever';
    return `throws \`${error instanceof Error ? error.constructor.name : 'something'}\``;
  } finally {
    clearTimeout(timer);
  }
}

function openSdkStream(
  client: OpenAI,
  words: WireWords,
  signal: AbortSignal,
): PromiseLike<AsyncIterable<unknown>> {
  const content = 'Say hello.';
  return words.name === 'chat'
    ? client.chat.completions.create(
        { model: 'm', messages: [{ role: 'user', content }], stream: true },
        { signal },
      )
    : client.responses.create({ model: 'm', input: content, stream: true }, { signal });
}

async function ourOutcome(origin: string, words: WireWords, broken: BrokenStream): Promise<string> {
  const provider = attemptAt(origin, words.name, broken.failure.timer === undefined ? {} : fast);
  const request = requestOf({ prompt: broken.prompt ?? 'Say hello.' });
  try {
    await provider.generate(request, callOptions());
    return 'ends as if whole';
  } catch (error) {
    return isProviderError(error) ? inWords(error) : 'throws what is not classified';
  }
}

function inWords({ kind, truncation, timer }: ProviderError): string {
  const more = truncation ?? timer;
  return more === undefined ? `\`${kind}\`` : `\`${kind}\`: \`${more}\``;
}
