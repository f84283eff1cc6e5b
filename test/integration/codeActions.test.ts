import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { inWorld } from './support/inWorld.ts';
import { eventually, fenced, proposalTabs, proposedText, run } from './support/world.ts';

const wrong = "export function half(value: number): number {\n  return 'value / 2';\n}\n";
const right = wrong.replaceAll("'", '');

async function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind?.value);
}

const isOurs = ({ command }: vscode.CodeAction): boolean =>
  command?.command.startsWith('opencrates.') === true;

describe('The lightbulb', () => {
  const world = inWorld();

  /** A TypeScript file with a type error, once TypeScript has reported it. */
  async function mistaken(): Promise<{ editor: vscode.TextEditor; error: vscode.Diagnostic }> {
    const editor = await world.open('half.ts', wrong, 1);
    const error = await eventually(
      'an error of TypeScript',
      () => vscode.languages.getDiagnostics(editor.document.uri).find(({ source }) => source === 'ts'),
      15_000,
    );
    return { editor, error };
  }

  it("offers Fix and Explain on another tool's problem, never preferred, nothing computed yet", async () => {
    const { editor, error } = await mistaken();
    const ours = (await actionsAt(editor.document.uri, error.range)).filter(isOurs);
    assert.deepEqual(
      ours.map(({ title, kind }) => [title, kind?.value]),
      [
        ['Fix with OpenCrates', 'quickfix'],
        ['Explain with OpenCrates', 'quickfix'],
        ['Generate with OpenCrates…', 'refactor.rewrite'],
        ['Document with OpenCrates', 'refactor.rewrite'],
        ['Analyze with OpenCrates', 'refactor.rewrite'],
      ],
    );
    assert.ok(ours.every(({ isPreferred, edit }) => isPreferred !== true && edit === undefined));
    assert.equal(world.server.requests.length, 0);
  });

  it('makes a proposal of it by Fix, and sends what the tool said', async () => {
    const { editor, error } = await mistaken();
    const actions = await actionsAt(editor.document.uri, error.range);
    const command = actions.find(({ title }) => title === 'Fix with OpenCrates')?.command;
    world.server.reply(chatAnswer(fenced(right.trimEnd())));
    const result = await vscode.commands.executeCommand(
      command?.command ?? '',
      ...(command?.arguments ?? []),
    );
    assert.equal(result, 'ready');
    assert.equal(await proposedText(), right);
    assert.ok(world.server.requests[0]?.body.includes(error.message.split('.')[0] ?? ''));
  });

  it('fixes the problem at the cursor by the command alone, and says when there is none', async () => {
    const { editor } = await mistaken();
    world.server.reply(chatAnswer(fenced(right.trimEnd())));
    assert.equal(await run('fix'), 'ready');
    await run('discardProposal');
    const shown = await vscode.window.showTextDocument(editor.document);
    shown.selection = new vscode.Selection(2, 0, 2, 0);
    assert.equal(await run('fix'), undefined);
    assert.equal(world.server.requests.length, 1);
  });

  it('opens the file a problem is in when another one is in front', async () => {
    const { editor, error } = await mistaken();
    await world.open('other.ts', 'export const other = 1;\n');
    world.server.reply(chatAnswer(fenced(right.trimEnd())));
    const place = {
      uri: editor.document.uri.toString(),
      line: error.range.start.line,
      message: error.message,
    };
    assert.equal(await run('fix', place), 'ready');
    assert.equal(await proposedText(), right);
  });

  it('asks again for a fix on the document as it is now', async () => {
    const { editor, error } = await mistaken();
    world.server.replyAlways(chatAnswer(fenced(right.trimEnd())));
    const place = {
      uri: editor.document.uri.toString(),
      line: error.range.start.line,
      message: error.message,
    };
    assert.equal(await run('fix', place), 'ready');
    await run('regenerateProposal');
    assert.equal(await proposedText(), right);
    assert.equal(world.server.requests.length, 2);
  });

  it('offers Document only where Document knows the language', async () => {
    const editor = await world.open('half.go', 'package half\n');
    const ours = (await actionsAt(editor.document.uri, new vscode.Range(0, 0, 0, 7))).filter(isOurs);
    assert.deepEqual(
      ours.map(({ title }) => title),
      ['Generate with OpenCrates…', 'Analyze with OpenCrates'],
    );
  });

  it('offers nothing at a bare cursor', async () => {
    const editor = await world.open('one.ts', 'export const one = 1;\n');
    assert.deepEqual((await actionsAt(editor.document.uri, new vscode.Range(0, 3, 0, 3))).filter(isOurs), []);
  });

  it('offers nothing inside a proposal', async () => {
    await world.open('half.ts', wrong, 1);
    world.server.reply(chatAnswer(fenced(right.trimEnd())));
    await run('generate', { instruction: 'halve' });
    const { modified } = await eventually('a proposal', () => proposalTabs()[0]);
    assert.deepEqual((await actionsAt(modified, new vscode.Range(0, 0, 2, 0))).filter(isOurs), []);
  });
});
