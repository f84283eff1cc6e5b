import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatAnswer, type Reply, stall, status } from '../support/scriptedReply.ts';
import { statusItem } from '../support/statusItem.ts';
import { allTold, needsPerson, noMessages, seen, seenWhilePointing } from './support/person.ts';
import {
  createWorld,
  eventually,
  fenced,
  proposalTabs,
  run,
  setting,
  tidy,
  type World,
} from './support/world.ts';

// Where its one function comes from is left to the language service.
const file = 'export function half(value: number): number {\n  return scale(value);\n}\n';

const finding = (quote: string, rule: string): string =>
  `${JSON.stringify({ category: 'bug', severity: 'warning', rule, message: rule, suggestion: 's', quote })}\n`;
const code = fenced(file.replace('scale(value)', 'value * 0.5').repeat(20));

/** What each verb is asked with, what its command resolves to when it is cancelled, and an answer long enough for that. */
const verbs = [
  {
    verb: 'generate',
    args: () => ({ instruction: 'multiply' }),
    cancelled: 'cancelled',
    answer: code,
  },
  {
    verb: 'fix',
    args: (uri: vscode.Uri) => ({ uri: uri.toString(), line: 1, message: 'Divides.' }),
    cancelled: 'cancelled',
    answer: code,
  },
  {
    verb: 'document',
    args: () => undefined,
    cancelled: 'cancelled',
    answer: JSON.stringify({ summary: 'Halves a number. '.repeat(60) }),
  },
  {
    verb: 'analyze',
    args: () => undefined,
    cancelled: undefined,
    answer: finding('nothing that stands in the file'.repeat(60), 'first'),
  },
] as const;

/** A moment of a request: what brings it about, how one knows that it is there, and what the server saw of it. */
interface Moment {
  readonly when: string;
  readonly replies: (answer: string) => readonly Reply[];
  /** Begins before the verb; what it gives back is disposed at the end. */
  readonly arrange?: (world: World) => Promise<vscode.Disposable>;
  readonly reached: (world: World) => Promise<unknown>;
  /** Requests that reached the server, and whether the last of them has to be let go. */
  readonly sent: number;
  readonly isLetGo: boolean;
}

let lookUps = 0;

/** A language service that never answers. */
async function silentDefinitions(): Promise<vscode.Disposable> {
  lookUps = 0;
  return vscode.languages.registerDefinitionProvider('typescript', {
    provideDefinition() {
      lookUps += 1;
      return new Promise(() => undefined);
    },
  });
}

/** Takes the only place there is: an analysis of another file that is never answered. */
async function busyServer(world: World): Promise<vscode.Disposable> {
  await setting('limits.concurrency', 1);
  const { document } = await world.open('busy.ts', 'export const busy = 1;\n');
  world.server.reply(stall);
  const other = run('analyze');
  await world.server.until((requests) => requests.length === 1);
  return new vscode.Disposable(() => {
    void vscode.window
      .showTextDocument(document)
      .then(() => run('cancel'))
      .then(() => other);
  });
}

/** A server that was well: several failures in a row would be told, and are told elsewhere. */
async function wellServer(world: World): Promise<vscode.Disposable> {
  await world.open('well.ts', 'export const well = 1;\n');
  world.server.reply(chatAnswer(finding('export const well = 1;', 'first')));
  await run('analyze');
  await run('clearFindings');
  world.server.reset();
  return new vscode.Disposable(() => undefined);
}

const moments: readonly Moment[] = [
  {
    when: 'while the definitions it uses are looked up',
    replies: () => [],
    arrange: silentDefinitions,
    reached: () => eventually('a look-up', () => lookUps > 0),
    sent: 0,
    isLetGo: false,
  },
  {
    when: 'while it waits for its turn',
    replies: () => [],
    arrange: busyServer,
    reached: () => seenWhilePointing('1 for other requests', statusItem),
    sent: 1,
    isLetGo: false,
  },
  {
    when: 'while it waits to be tried again',
    replies: () => [status(503, 'busy', { 'retry-after': '30' })],
    arrange: wellServer,
    reached: () => seen('trying again in', statusItem),
    sent: 1,
    isLetGo: false,
  },
  {
    when: 'before the server answers',
    replies: () => [stall],
    reached: ({ server }) => server.until((requests) => requests.length === 1),
    sent: 1,
    isLetGo: true,
  },
  {
    when: 'before the first word',
    replies: (answer) => [chatAnswer(answer, { firstDelayMs: 20_000 })],
    reached: ({ server }) => server.until((requests) => requests.length === 1),
    sent: 1,
    isLetGo: true,
  },
  {
    when: 'in the middle of the answer',
    replies: (answer) => [chatAnswer(answer, { delayMs: 50 })],
    reached: ({ server }) => server.until(([request]) => (request?.sentAt.length ?? 0) > 4),
    sent: 1,
    isLetGo: true,
  },
];

const findingsIn = (uri: vscode.Uri): readonly vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'opencrates');

describe('Cancel', function () {
  this.timeout(40_000);
  let world: World;
  let arranged: vscode.Disposable | undefined;
  before(needsPerson);
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => world.begin());
  afterEach(async () => {
    arranged?.dispose();
    arranged = undefined;
    await noMessages();
    await setting('limits.concurrency', undefined);
    await tidy(world);
  });
  after(() => world?.end());

  for (const { when, replies, arrange, reached, sent, isLetGo } of moments)
    for (const { verb, args, cancelled, answer } of verbs)
      it(`ends ${verb} ${when}: nothing stays on screen, nothing is said, the file is as it was`, async () => {
        arranged = await arrange?.(world);
        const { document } = await world.open('half.ts', file, 1);
        world.server.reply(...replies(answer));
        const result = run(verb, args(document.uri));
        await reached(world);
        await run('cancel');
        assert.equal(await result, cancelled);
        if (isLetGo) await world.server.until((requests) => requests.at(-1)?.disconnectedAt !== undefined);
        await eventually('the diff is closed', () => proposalTabs().length === 0);
        assert.equal(document.getText(), file);
        assert.deepEqual(findingsIn(document.uri), []);
        arranged?.dispose();
        arranged = undefined;
        await seen('OpenCrates', statusItem);
        assert.equal(world.server.requests.length, sent);
        assert.deepEqual(await allTold(), []);
      });

  it('ends an Analyze and keeps the findings that had arrived', async () => {
    const { document } = await world.open('half.ts', file, 1);
    const text =
      finding('  return scale(value);', 'first') + finding('export function half', 'second').repeat(50);
    world.server.reply(chatAnswer(text, { delayMs: 20, chunkSize: 40 }));
    const result = run('analyze');
    await eventually('the first finding', () => findingsIn(document.uri).length > 0);
    await run('cancel');
    assert.equal(await result, undefined);
    await world.server.until(([request]) => request?.disconnectedAt !== undefined);
    assert.ok(findingsIn(document.uri).length > 0);
  });

  it('ends a Document of several symbols in the middle of the second, and asks for none after it', async () => {
    const two = 'export const a = (x: number) => x;\nexport const b = (y: number) => y;\n';
    const editor = await world.open('two.ts', `${two}export const c = (z: number) => z;\n`);
    editor.selection = new vscode.Selection(0, 0, 3, 0);
    world.server.reply(chatAnswer('{"summary": "Gives it back."}'), stall);
    const result = run('document');
    await world.server.until((requests) => requests.length === 2);
    await run('cancel');
    assert.equal(await result, 'cancelled');
    await eventually('the diff is closed', () => proposalTabs().length === 0);
    assert.equal(world.server.requests.length, 2);
  });

  it('ends a request whose diff is closed by hand', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(stall);
    const result = run('generate', { instruction: 'multiply' });
    await world.server.until((requests) => requests.length === 1);
    await eventually('the diff', () => proposalTabs().length === 1);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    assert.equal(await result, 'cancelled');
    await world.server.until(([request]) => request?.disconnectedAt !== undefined);
  });
});
