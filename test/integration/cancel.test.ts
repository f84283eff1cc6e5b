import assert from 'node:assert/strict';
import { chatAnswer, stall } from '../support/scriptedReply.ts';
import * as vscode from 'vscode';
import { createWorld, eventually, fenced, proposalTabs, run, tidy, type World } from './support/world.ts';

const file = 'export function half(value: number): number {\n  return value / 2;\n}\n';
const answer = fenced(file.replace('/ 2', '* 0.5').repeat(20));

describe('Cancel', () => {
  let world: World;
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => world.begin());
  afterEach(() => tidy(world));
  after(() => world.end());

  for (const [stage, reply] of [
    ['before the server answers', stall],
    ['before the first word', chatAnswer(answer, { firstDelayMs: 20_000 })],
    ['in the middle of the answer', chatAnswer(answer, { delayMs: 50 })],
  ] as const) {
    it(`ends a Generate ${stage}: the diff closes, the file is as it was, the server is let go`, async () => {
      const { document } = await world.open('half.ts', file, 1);
      world.server.reply(reply);
      const result = run('generate', { instruction: 'multiply' });
      await world.server.until((requests) => requests.length === 1);
      if (stage === 'in the middle of the answer')
        await world.server.until(([request]) => (request?.sentAt.length ?? 0) > 4);
      await run('cancel');
      assert.equal(await result, 'cancelled');
      await world.server.until(([request]) => request?.disconnectedAt !== undefined);
      await eventually('the diff is closed', () => proposalTabs().length === 0);
      assert.equal(document.getText(), file);
    });
  }

  it('ends an Analyze and keeps the findings that had arrived', async () => {
    const { document } = await world.open('half.ts', file, 1);
    const finding = (quote: string, rule: string): string =>
      `${JSON.stringify({ category: 'bug', severity: 'warning', rule, message: rule, suggestion: 's', quote })}\n`;
    const text =
      finding('  return value / 2;', 'first') + finding('export function half', 'second').repeat(50);
    world.server.reply(chatAnswer(text, { delayMs: 20, chunkSize: 40 }));
    const result = run('analyze');
    const placed = () =>
      vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'opencrates');
    await eventually('the first finding', () => placed().length > 0);
    await run('cancel');
    assert.equal(await result, undefined);
    await world.server.until(([request]) => request?.disconnectedAt !== undefined);
    assert.ok(placed().length > 0);
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
