import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { inWorld } from './support/inWorld.ts';
import { eventually, fenced, proposalTabs, proposedText, run } from './support/world.ts';

// Each name is a promise; test/promises holds, for each, a fault in the sources that must make it fail.

const unit = ['export function one(): number {', '  const first = 1;', '', '  return first;', '}'];
const better = unit.with(1, '  const first = 10;').with(3, '  return first + 1;');
const file = ['// above', ...unit, '// below', ''].join('\n');
const accepted = ['// above', ...better, '// below', ''].join('\n');
const answer = fenced(better.join('\n'));

describe('It is promised that', function () {
  // Some are several proposals long.
  this.timeout(60_000);
  const world = inWorld();

  async function propose(name = 'one.ts'): Promise<vscode.TextDocument> {
    const { document } = await world.open(name, file, 2);
    world.server.reply(chatAnswer(answer));
    assert.equal(await run('generate', { instruction: 'ten' }), 'ready');
    return document;
  }

  async function type(document: vscode.TextDocument, line: number, text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(line, 0), text);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  const tabs = (): readonly string[] =>
    vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label)).toSorted();

  it('nothing touches a file until you accept', async () => {
    const document = await propose();
    await run('nextChange');
    await run('dropChange');
    await run('restoreChange');
    const [tab] = proposalTabs();
    assert.ok(tab !== undefined);
    const byHand = new vscode.WorkspaceEdit();
    byHand.insert(tab.modified, new vscode.Position(0, 0), '// by hand\n');
    await vscode.workspace.applyEdit(byHand);
    world.server.reply(chatAnswer(fenced(better.with(3, '  return 11;').join('\n'))));
    assert.equal(await run('refineProposal', { instruction: 'eleven' }), 'ready');
    await sleep(300);
    assert.deepEqual([document.getText(), document.version, document.isDirty], [file, 1, false]);
    assert.equal(String(await world.bytes('one.ts')), file);
    await run('discardProposal');
    assert.deepEqual([document.getText(), document.version], [file, 1]);
    await propose();
    await run('acceptProposal');
    assert.equal(document.getText(), accepted);
  });

  it('accepting is one undo step', async () => {
    const { document } = await world.open('one.ts', file, 2);
    await type(document, 0, '// mine before\n');
    world.server.reply(chatAnswer(answer));
    await run('generate', { instruction: 'ten' });
    await type(document, 0, '// mine meanwhile\n');
    await run('acceptProposal');
    const mine = '// mine meanwhile\n// mine before\n';
    assert.equal(document.getText(), mine + accepted);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), mine + file, 'one step back is all of ours and nothing of mine');
    await vscode.commands.executeCommand('redo');
    assert.equal(document.getText(), mine + accepted);
  });

  it('the answer streams into a virtual document in a diff editor', async () => {
    const { document } = await world.open('one.ts', file, 2);
    world.server.reply(chatAnswer(answer, { cutAfter: 9, cut: 'hang' }));
    const result = run('generate', { instruction: 'ten' });
    const [tab] = await eventually('the diff', () => proposalTabs().length === 1 && proposalTabs());
    assert.equal(tab?.original.toString(), document.uri.toString());
    assert.equal(tab.modified.scheme, 'opencrates-proposal');
    const begun = ['// above', ...better.slice(0, 2)].join('\n');
    await eventually('what came, with the rest of the file', async () => {
      const text = await proposedText();
      return text.startsWith(begun) && text.endsWith(file.slice(file.indexOf('  return')));
    });
    assert.equal(document.getText(), file);
    await run('discardProposal');
    assert.equal(await result, 'cancelled');
  });

  it('what you type meanwhile stays, and the edit is re-anchored', async () => {
    const { document } = await world.open('one.ts', file, 2);
    world.server.reply(chatAnswer(answer, { firstDelayMs: 500 }));
    const result = run('generate', { instruction: 'ten' });
    await world.server.until((requests) => requests.length === 1);
    await type(document, 0, '// typed while it came\n');
    assert.equal(await result, 'ready');
    await type(document, 7, '// typed while it waits\n');
    await run('acceptProposal');
    const typed = accepted.replace('// below', '// typed while it waits\n// below');
    assert.equal(document.getText(), `// typed while it came\n${typed}`);
  });

  it('what you type where the edit goes refuses it, and the answer is kept', async () => {
    const document = await propose();
    await type(document, 2, '/* typed here */');
    await run('acceptProposal');
    assert.equal(document.getText(), file.replace('  const', '/* typed here */  const'));
    assert.deepEqual([proposalTabs().length, await proposedText()], [1, accepted]);
    await vscode.commands.executeCommand('undo');
  });

  it('your file is never saved', async () => {
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

  it('no tab is closed but the proposal', async () => {
    await world.open('other.ts', file);
    await vscode.window.showTextDocument(vscode.Uri.file(world.path('other.ts')), {
      viewColumn: vscode.ViewColumn.Two,
    });
    const untitled = await vscode.workspace.openTextDocument({ content: 'a note' });
    await vscode.window.showTextDocument(untitled, { viewColumn: vscode.ViewColumn.One });
    await world.open('one.ts', file, 2);
    const before = tabs();
    for (const decision of ['acceptProposal', 'discardProposal']) {
      world.server.reply(chatAnswer(fenced(better.with(3, `  return ${decision.length};`).join('\n'))));
      assert.equal(await run('generate', { instruction: 'ten' }), 'ready');
      await run(decision);
      await eventually('the proposal is gone', () => proposalTabs().length === 0);
      assert.deepEqual(tabs(), before);
      await vscode.window.showTextDocument(vscode.Uri.file(world.path('one.ts')));
    }
  });

  it('no focus is taken after you moved it elsewhere', async () => {
    await world.open('other.ts', file);
    await world.open('one.ts', file, 2);
    world.server.reply(chatAnswer(answer, { firstDelayMs: 800, delayMs: 20 }));
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

  it('no global setting is written', async () => {
    let changes = 0;
    const listening = vscode.workspace.onDidChangeConfiguration(() => {
      changes += 1;
    });
    await propose();
    await run('nextChange');
    await run('dropChange');
    await run('restoreChange');
    world.server.reply(chatAnswer(fenced(better.with(3, '  return 11;').join('\n'))));
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
