import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { createWorld, eventually, fenced, proposalTabs, run, tidy, type World } from './support/world.ts';

const file = 'export const one = 1;\nexport const two = 2;\n';
const better = fenced('export const one = 10;');
const accepted = file.replace('= 1;', '= 10;');

describe('A proposal', () => {
  let world: World;
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => world.begin());
  afterEach(() => tidy(world));
  after(() => world.end());

  async function propose(name = 'one.ts'): Promise<vscode.TextDocument> {
    const { document } = await world.open(name, file);
    world.server.reply(chatAnswer(better));
    assert.equal(await run('generate', { instruction: 'ten' }), 'ready');
    return document;
  }

  const tabs = (): readonly string[] =>
    vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label)).toSorted();

  it('that is accepted is one undo step, which takes away nothing but ours', async () => {
    const { document } = await world.open('one.ts', file);
    const type = async (text: string, line: number): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(line, 0), text);
      await vscode.workspace.applyEdit(edit);
    };
    await type('// mine before\n', 2);
    world.server.reply(chatAnswer(better));
    await run('generate', { instruction: 'ten' });
    await type('// mine meanwhile\n', 2);
    await run('acceptProposal');
    const mine = `${file}// mine meanwhile\n// mine before\n`;
    assert.equal(document.getText(), mine.replace('= 1;', '= 10;'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), mine, 'one step back is all of ours and nothing of mine');
    await vscode.commands.executeCommand('redo');
    assert.equal(document.getText(), mine.replace('= 1;', '= 10;'));
  });

  it('is one undo step in its file as well when changes were dropped, restored and edited in it', async () => {
    const document = await propose();
    await run('nextChange');
    await run('dropChange');
    await run('restoreChange');
    await run('acceptProposal');
    assert.equal(document.getText(), accepted);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), file);
    assert.equal(document.isDirty, false, 'nothing else is to be undone');
  });

  it('never saves your file', async () => {
    const saved: string[] = [];
    const listening = vscode.workspace.onWillSaveTextDocument(({ document }) =>
      saved.push(document.uri.toString()),
    );
    const document = await propose();
    await run('acceptProposal');
    await propose('two.ts');
    await run('discardProposal');
    listening.dispose();
    assert.deepEqual(saved, []);
    assert.equal(document.isDirty, true);
    assert.equal(String(await world.bytes('one.ts')), file);
  });

  it('closes no tab but its own', async () => {
    await world.open('other.ts', file);
    await vscode.window.showTextDocument(vscode.Uri.file(world.path('other.ts')), {
      viewColumn: vscode.ViewColumn.Two,
    });
    const untitled = await vscode.workspace.openTextDocument({ content: 'a note' });
    await vscode.window.showTextDocument(untitled, { viewColumn: vscode.ViewColumn.One });
    await world.open('one.ts', file);
    const before = tabs();
    for (const decision of ['acceptProposal', 'discardProposal']) {
      world.server.reply(chatAnswer(fenced(`export const one = ${decision.length};`)));
      assert.equal(await run('generate', { instruction: 'ten' }), 'ready');
      await run(decision);
      await eventually('the proposal is gone', () => proposalTabs().length === 0);
      assert.deepEqual(tabs(), before);
      await vscode.window.showTextDocument(vscode.Uri.file(world.path('one.ts')));
    }
  });

  it('takes no focus after you moved it elsewhere', async () => {
    await world.open('other.ts', file);
    await world.open('one.ts', file);
    world.server.reply(chatAnswer(better, { firstDelayMs: 800, delayMs: 20 }));
    const result = run('generate', { instruction: 'ten' });
    await eventually('the diff', () => proposalTabs().length === 1);
    const other = await vscode.window.showTextDocument(vscode.Uri.file(world.path('other.ts')));
    other.selection = new vscode.Selection(1, 3, 1, 3);
    const fronts: (string | undefined)[] = [];
    const watching = vscode.window.onDidChangeActiveTextEditor((editor) =>
      fronts.push(editor?.document.uri.toString()),
    );
    assert.equal(await result, 'ready');
    await sleep(300);
    watching.dispose();
    assert.deepEqual(fronts, []);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, world.path('other.ts'));
    assert.deepEqual(vscode.window.activeTextEditor?.selection.active, new vscode.Position(1, 3));
  });

  it('touches no setting of yours', async () => {
    await propose();
    let changes = 0;
    const listening = vscode.workspace.onDidChangeConfiguration(() => {
      changes += 1;
    });
    await run('nextChange');
    await run('dropChange');
    await run('restoreChange');
    world.server.reply(chatAnswer(fenced('export const one = 11;')));
    await run('refineProposal', { instruction: 'eleven' });
    await run('acceptProposal');
    await propose('two.ts');
    await run('discardProposal');
    await run('showProposals');
    await sleep(200);
    listening.dispose();
    assert.equal(changes, 0);
  });
});
