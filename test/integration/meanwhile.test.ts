import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { allTold, seen, told } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { eventually, fenced, proposalTabs, proposedText, run } from './support/world.ts';

// What becomes of an answer whose file is no longer what and where it was when it was asked for.

const file = 'export function half(value: number): number {\n  return value / 2;\n}\n';
const better = file.replace('/ 2', '* 0.5');
const finding = `${JSON.stringify({ category: 'bug', severity: 'warning', rule: 'r', message: 'Odd.', suggestion: '', quote: '  return value / 2;' })}\n`;
const commented = `/** Halves a number. */\n${file}`;

/** The verbs that propose a change: their answer and what the file is once it is accepted. */
const proposing = [
  ['generate', fenced(better.trimEnd()), better],
  ['fix', fenced(better.trimEnd()), better],
  ['document', '{"summary": "Halves a number."}', commented],
] as const;

const findingsIn = (uri: vscode.Uri): readonly number[] =>
  vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'opencrates')
    .map(({ range }) => range.start.line);

async function closeTabOf(uri: vscode.Uri): Promise<void> {
  const tab = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .find(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
  assert.ok(tab !== undefined);
  await vscode.window.tabGroups.close(tab);
}

async function rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(from, to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('Before its answer arrives, a file', () => {
  const world = inWorldOfAPerson();

  /** Asks about a file, and gives it back when the question is on its way. */
  async function ask(
    verb: string,
    answer: string,
  ): Promise<{ readonly uri: vscode.Uri; readonly result: Promise<unknown> }> {
    const { document } = await world.open('half.ts', file, 1);
    const { uri } = document;
    world.server.reply(chatAnswer(answer, { firstDelayMs: 1500 }));
    const place = { uri: uri.toString(), line: 1, message: 'Divides.' };
    const result = run(verb, verb === 'fix' ? place : { instruction: 'multiply' });
    await world.server.until((requests) => requests.length === 1);
    if (verb !== 'analyze') await eventually('the diff', () => proposalTabs().length === 1);
    return { uri, result };
  }

  for (const [verb, answer, after] of proposing) {
    it(`may be closed: Accept of ${verb} opens it again with the change`, async () => {
      const { uri, result } = await ask(verb, answer);
      await closeTabOf(uri);
      assert.equal(await result, 'ready');
      await run('acceptProposal');
      assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
      assert.equal(vscode.window.activeTextEditor.document.getText(), after);
      assert.equal((await world.bytes('half.ts')).toString(), file, 'nothing is saved for the person');
      assert.deepEqual(await allTold(), []);
    });

    it(`may be renamed: Accept of ${verb} changes it under its new name`, async () => {
      const { uri, result } = await ask(verb, answer);
      const renamed = vscode.Uri.file(world.path('renamed.ts'));
      await rename(uri, renamed);
      assert.equal(await result, 'ready');
      await eventually('the diff is back', () => proposalTabs()[0]?.original.path.endsWith('/renamed.ts'));
      await run('acceptProposal');
      const document = await vscode.workspace.openTextDocument(renamed);
      assert.equal(document.getText(), after);
      await assert.rejects(world.bytes('half.ts'));
      assert.deepEqual(await allTold(), []);
    });

    it(`may be deleted: Accept of ${verb} says so, and keeps the answer`, async () => {
      const { result } = await ask(verb, answer);
      await rm(world.path('half.ts'));
      assert.equal(await result, 'ready');
      await run('acceptProposal');
      assert.equal(
        await told('half.ts'),
        'half.ts no longer exists. The answer is kept in the list of proposals.',
      );
      assert.equal(await proposedText(), after);
      await assert.rejects(world.bytes('half.ts'));
    });
  }

  it('may be closed: the findings of analyze stand in it all the same', async () => {
    const { uri, result } = await ask('analyze', finding);
    await closeTabOf(uri);
    await result;
    await seen('1 finding in half.ts', '.statusbar-item');
    assert.deepEqual(findingsIn(uri), [1]);
    assert.deepEqual(await allTold(), []);
  });

  it('may be closed without saving: no finding of analyze stands where the file has other code', async () => {
    const { document } = await world.open('half.ts', '', 0);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), file);
    await vscode.workspace.applyEdit(edit);
    world.server.reply(chatAnswer(finding, { firstDelayMs: 1500 }));
    const result = run('analyze');
    await world.server.until((requests) => requests.length === 1);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await result;
    await seen('1 finding in half.ts (1 not placed)', '.statusbar-item');
    assert.deepEqual(findingsIn(document.uri), []);
  });

  it('keeps no finding at a place that went with what was not saved', async () => {
    const { document } = await world.open('half.ts', `// one\n${file}`, 0);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '\nexport const odd = 1;\n');
    await vscode.workspace.applyEdit(edit);
    world.server.reply(chatAnswer(finding + finding.replace('  return value / 2;', 'export const odd = 1;')));
    await run('analyze');
    assert.deepEqual(findingsIn(document.uri), [4, 1]);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await eventually('one finding, where the file has its code', () => {
      const [only, ...others] = findingsIn(document.uri);
      return only === 2 && others.length === 0;
    });
  });

  it('may be renamed: the findings of analyze stand in it under its new name', async () => {
    const { uri, result } = await ask('analyze', finding);
    const renamed = vscode.Uri.file(world.path('renamed.ts'));
    await rename(uri, renamed);
    await result;
    await seen('1 finding in renamed.ts', '.statusbar-item');
    assert.deepEqual(findingsIn(renamed), [1]);
    assert.deepEqual(findingsIn(uri), []);
    assert.deepEqual(await allTold(), []);
  });

  it('may be deleted: analyze says so, and leaves no finding', async () => {
    const { uri, result } = await ask('analyze', finding);
    await rm(world.path('half.ts'));
    await result;
    assert.equal(await told('half.ts'), 'half.ts no longer exists.');
    assert.deepEqual(findingsIn(uri), []);
  });
});
