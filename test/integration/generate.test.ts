import assert from 'node:assert/strict';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { chatAnswer, status } from '../support/scriptedReply.ts';
import * as vscode from 'vscode';
import { inWorld } from './support/inWorld.ts';
import { noMessages, told } from './support/person.ts';
import { eventually, fenced, proposalTabs, proposedText, run } from './support/world.ts';

const median = [
  'export function median(values: number[]): number {',
  '  const sorted = values.sort();',
  '  return sorted[sorted.length / 2];',
  '}',
];
const better = [
  'export function median(values: number[]): number {',
  '  const sorted = [...values].sort((a, b) => a - b);',
  '  return sorted[Math.floor(sorted.length / 2)];',
  '}',
];
const file = ['// statistics', '', ...median, '', 'export const answer = 42;', ''];
const changed = ['// statistics', '', ...better, '', 'export const answer = 42;', ''];
const ask = { instruction: 'sort numerically' };

describe('Generate', () => {
  const world = inWorld();

  /** Opens the file, asks, and waits for the proposal. */
  async function propose(
    text = file.join('\n'),
    answer = fenced(better.join('\n')),
  ): Promise<vscode.TextEditor> {
    const editor = await world.open('median.ts', text, 3);
    world.server.reply(chatAnswer(answer));
    assert.equal(await run('generate', ask), 'ready');
    return editor;
  }

  it('leaves the file untouched until Accept, then changes only the lines that differ', async () => {
    const { document } = await propose();
    assert.equal(document.getText(), file.join('\n'));
    assert.equal(await proposedText(), changed.join('\n'));
    const edits: vscode.TextDocumentContentChangeEvent[] = [];
    const listening = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document) edits.push(...event.contentChanges);
    });
    await run('acceptProposal');
    listening.dispose();
    assert.equal(document.getText(), changed.join('\n'));
    assert.ok(
      edits.every(({ range }) => range.start.line >= 3 && range.end.line <= 4),
      'touched other lines',
    );
    assert.equal(document.isDirty, true, 'the file is not saved for the person');
    assert.deepEqual(proposalTabs(), []);
  });

  it('is undone in one step, which takes away nothing else', async () => {
    const editor = await world.open('median.ts', file.join('\n'), 3);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// mine\n'));
    world.server.reply(chatAnswer(fenced(better.join('\n'))));
    await run('generate', ask);
    await run('acceptProposal');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), ['// mine', ...file].join('\n'));
  });

  it('keeps byte-order mark, CRLF and the missing final newline on disk', async () => {
    const bytes = (lines: readonly string[]): Buffer => Buffer.from(`\uFEFF${lines.join('\r\n').trimEnd()}`);
    const editor = await world.open('median.ts', bytes(file), 3);
    world.server.reply(chatAnswer(fenced(better.join('\n'))));
    await run('generate', ask);
    await run('acceptProposal');
    await editor.document.save();
    assert.deepEqual(await world.bytes('median.ts'), bytes(changed));
  });

  it('shows the answer growing while it streams, with the rest of the file in view', async () => {
    await world.open('median.ts', file.join('\n'), 3);
    const seen: string[] = [];
    const watching = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === 'opencrates-proposal') seen.push(document.getText());
    });
    const steps = Array.from({ length: 20 }, (_, step) => `  console.log(${step}, values.length);`);
    const answer = fenced(better.toSpliced(1, 0, ...steps).join('\n'));
    world.server.reply(chatAnswer(answer, { delayMs: 50 }));
    assert.equal(await run('generate', ask), 'ready');
    watching.dispose();
    const partial = seen.filter((text) => text.includes('console.log(0') && !text.includes('Math.floor'));
    assert.ok(partial.length >= 3, `only ${partial.length} of ${seen.length} texts were partial`);
    assert.ok(partial.every((text) => text.includes('export const answer = 42;')));
  });

  it('merges what was typed elsewhere while the answer came', async () => {
    const editor = await world.open('median.ts', file.join('\n'), 3);
    world.server.reply(chatAnswer(fenced(better.join('\n')), { firstDelayMs: 300 }));
    const result = run('generate', ask);
    await eventually('the request', () => world.server.requests.length === 1);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(editor.document.uri, new vscode.Position(0, 0), '// typed meanwhile\n');
    await vscode.workspace.applyEdit(edit);
    assert.equal(await result, 'ready');
    await run('acceptProposal');
    assert.equal(editor.document.getText(), ['// typed meanwhile', ...changed].join('\n'));
  });

  it('refuses a document that changed where the edit goes, and keeps the answer', async () => {
    const { document } = await propose();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(3, 2), '/* typed here */ ');
    await vscode.workspace.applyEdit(edit);
    const before = document.getText();
    await run('acceptProposal');
    assert.equal(document.getText(), before);
    assert.equal(await proposedText(), changed.join('\n'));
  });

  it('accepts what was edited by hand in the proposal', async () => {
    const { document } = await propose();
    const tab = await eventually('the proposal', () => proposalTabs()[0]);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(tab.modified, new vscode.Position(2, 0), '/** By hand. */\n');
    await vscode.workspace.applyEdit(edit);
    await run('acceptProposal');
    assert.deepEqual(document.getText().split('\n').slice(1, 4), ['', '/** By hand. */', better[0]]);
    const left = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => JSON.stringify(input).includes('opencrates-proposal'));
    assert.deepEqual(left, [], 'no tab of ours stays');
    assert.equal(vscode.window.activeTextEditor?.document, document, 'the file is in front');
  });

  it('takes two Accepts at once for one', async () => {
    const { document } = await propose();
    await Promise.all([run('acceptProposal'), run('acceptProposal')]);
    assert.equal(document.getText(), changed.join('\n'));
    assert.deepEqual(proposalTabs(), []);
  });

  it('reverts nothing of the person when a proposal edited by hand is discarded', async () => {
    const { document } = await propose();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// mine, unsaved\n');
    const tab = await eventually('the proposal', () => proposalTabs()[0]);
    edit.insert(tab.modified, new vscode.Position(2, 0), '/** By hand. */\n');
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('workbench.files.action.focusOpenEditorsView');
    await run('discardProposal');
    assert.deepEqual(proposalTabs(), []);
    assert.equal(document.getText(), ['// mine, unsaved', ...file].join('\n'));
  });

  it('follows a folder that was renamed while the proposal waits', async () => {
    await mkdir(world.path('old'));
    const editor = await world.open('old/median.ts', file.join('\n'), 3);
    world.server.reply(chatAnswer(fenced(better.join('\n'))));
    assert.equal(await run('generate', ask), 'ready');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(vscode.Uri.file(world.path('old')), vscode.Uri.file(world.path('new')));
    await vscode.workspace.applyEdit(edit);
    assert.equal(editor.document.getText(), file.join('\n'));
    await eventually('the diff is back', () => proposalTabs()[0]?.original.path.includes('/new/'));
    await run('acceptProposal');
    const moved = await vscode.workspace.openTextDocument(world.path('new/median.ts'));
    assert.equal(moved.getText(), changed.join('\n'));
  });

  it('goes to the file under its new name when it was renamed before the answer', async () => {
    const editor = await world.open('median.ts', file.join('\n'), 3);
    world.server.reply(chatAnswer(fenced(better.join('\n')), { firstDelayMs: 300 }));
    const result = run('generate', ask);
    await eventually('the request', () => world.server.requests.length === 1);
    const renamed = vscode.Uri.file(world.path('statistics.ts'));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(editor.document.uri, renamed);
    await vscode.workspace.applyEdit(edit);
    assert.equal(await result, 'ready');
    await eventually('the diff is back', () => proposalTabs()[0]?.original.path.endsWith('/statistics.ts'));
    await run('acceptProposal');
    const document = await vscode.workspace.openTextDocument(renamed);
    assert.equal(document.getText(), changed.join('\n'));
  });

  it('does not bring a deleted file back, and keeps the answer', async () => {
    await propose();
    await rm(world.path('median.ts'));
    await run('acceptProposal');
    await assert.rejects(world.bytes('median.ts'));
    assert.equal(await proposedText(), changed.join('\n'));
  });

  it('can be accepted after the file was closed', async () => {
    const { document } = await propose();
    const { uri } = document;
    const tab = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .find(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
    if (tab !== undefined) await vscode.window.tabGroups.close(tab);
    await run('acceptProposal');
    assert.equal((await vscode.workspace.openTextDocument(uri)).getText(), changed.join('\n'));
  });

  it('follows a change on disk to other lines', async () => {
    const { document } = await propose();
    const onDisk = file.with(-2, 'export const answer = 43;');
    await writeFile(world.path('median.ts'), onDisk.join('\n'));
    await eventually('VS Code sees the file change', () => document.getText() === onDisk.join('\n'));
    await run('acceptProposal');
    assert.equal(document.getText(), changed.with(-2, 'export const answer = 43;').join('\n'));
  });

  for (const [what, answer, options] of [
    ['an answer without code', 'I would sort the numbers first.', {}],
    ['an empty answer', '', {}],
    ['an answer cut at the length limit', fenced(better.join('\n')), { finishReason: 'length' }],
    [
      'an answer in another language',
      fenced('def median(values):\n    return sorted(values)[len(values) // 2]', 'python'),
      {},
    ],
    ['an answer that would not parse', fenced(better.join('\n').replace('{', '{{(')), {}],
  ] as const) {
    it(`does not let ${what} be accepted`, async () => {
      const { document } = await world.open('median.ts', file.join('\n'), 3);
      world.server.reply(chatAnswer(answer, options));
      assert.equal(await run('generate', ask), 'problem');
      await run('acceptProposal');
      assert.equal(document.getText(), file.join('\n'));
      assert.equal(await proposedText(), file.join('\n'));
    });
  }

  for (const [what, change, sentence] of [
    [
      'changes lines that are not there',
      '@@ -4 +4 @@\n-  return values.average();\n+  return 0;\n',
      'The answer changes lines that median.ts does not have, or has more than once. Nothing was changed.',
    ],
    [
      'deletes the file',
      '@@ -1 +0,0 @@\n-export const gone = 1;\n',
      'The answer deletes a file instead of changing median.ts. Nothing was changed.',
    ],
  ] as const)
    it(`says of an answer that ${what} that nothing was changed, and keeps it`, async () => {
      const { document } = await world.open('median.ts', file.join('\n'), 3);
      const target = what === 'deletes the file' ? '/dev/null' : 'b/median.ts';
      const patch = `--- a/median.ts\n+++ ${target}\n${change}`;
      world.server.reply(chatAnswer(fenced(patch.trimEnd(), 'diff')));
      assert.equal(await run('generate', ask), 'problem');
      await told(sentence);
      assert.equal(document.getText(), file.join('\n'));
      assert.equal(await proposedText(), file.join('\n'));
      await run('copyAnswer');
      assert.equal(await vscode.env.clipboard.readText(), fenced(patch.trimEnd(), 'diff'));
    });

  it('says nothing is to change when the code comes back as it was, and closes the diff', async () => {
    await world.open('median.ts', file.join('\n'), 3);
    world.server.reply(chatAnswer(fenced(median.join('\n'))));
    assert.equal(await run('generate', ask), 'nothing');
    await eventually('the diff is closed', () => proposalTabs().length === 0);
  });

  it('asks again on the document as it is now', async () => {
    const { document } = await propose();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// one line more\n');
    await vscode.workspace.applyEdit(edit);
    world.server.reply(chatAnswer(fenced(better.join('\n'))));
    await run('regenerateProposal');
    assert.equal(world.server.requests.length, 2);
    assert.equal(await proposedText(), ['// one line more', ...changed].join('\n'));
  });

  it('keeps the proposal when Regenerate fails, is cancelled or brings nothing of use', async () => {
    await propose();
    for (const [reply, result] of [
      [status(400, { error: { message: 'broken' } }), 'failed'],
      [chatAnswer(fenced(median.join('\n'))), 'nothing'],
    ] as const) {
      world.server.reply(reply);
      await run('regenerateProposal');
      assert.equal(proposalTabs().length, 1, result);
      assert.equal(await proposedText(), changed.join('\n'), result);
      await noMessages();
    }
    world.server.reply(chatAnswer(fenced(better.join('\n')), { delayMs: 50 }));
    const asking = run('regenerateProposal');
    await eventually('both', () => proposalTabs().length === 2);
    await run('cancel');
    await asking;
    assert.equal(proposalTabs().length, 1);
    await run('acceptProposal');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), changed.join('\n'));
  });

  it('works in an untitled document and in a file without a language', async () => {
    const untitled = await vscode.workspace.openTextDocument({
      language: 'plaintext',
      content: 'one\ntwo\n',
    });
    const editor = await vscode.window.showTextDocument(untitled);
    editor.selection = new vscode.Selection(0, 0, 0, 3);
    world.server.reply(chatAnswer(fenced('three', '')));
    assert.equal(await run('generate', ask), 'ready');
    await run('acceptProposal');
    assert.equal(untitled.getText(), 'three\ntwo\n');
  });

  it('fills an empty file', async () => {
    const { document } = await world.open('empty.ts', '');
    world.server.reply(chatAnswer(fenced('export const one = 1;')));
    assert.equal(await run('generate', ask), 'ready');
    await run('acceptProposal');
    assert.equal(document.getText().trim(), 'export const one = 1;');
  });

  it('sends the unit, its imports and the signatures of what it uses', async () => {
    await writeFile(
      world.path('shapes.ts'),
      'export function area(side: number): number {\n  return side * side;\n}\n',
    );
    const text =
      "import { area } from './shapes';\n\nexport function twice(side: number): number {\n  return area(side);\n}\n";
    await world.open('twice.ts', text, 3);
    await eventually('the language service', async () => {
      const found = await vscode.commands.executeCommand<readonly unknown[]>(
        'vscode.executeDefinitionProvider',
        vscode.Uri.file(world.path('twice.ts')),
        new vscode.Position(3, 10),
      );
      return found.length > 0;
    });
    world.server.reply(
      chatAnswer(fenced(text.split('\n').slice(2, 5).join('\n').replace('area(side)', '2 * area(side)'))),
    );
    assert.equal(await run('generate', ask), 'ready');
    const body = world.server.requests[0]?.body ?? '';
    for (const part of [
      'export function twice',
      "from './shapes'",
      'export function area(side: number): number',
      'sort numerically',
    ])
      assert.ok(body.includes(part), `not sent: ${part}`);
    assert.ok(!body.includes('return side * side'), 'bodies of definitions are not sent');
  });

  it('serves several requests at once', async () => {
    const answer = (name: string) => chatAnswer(fenced(`export const ${name} = 2;`), { delayMs: 20 });
    await world.open('a.ts', 'export const a = 1;\n');
    world.server.replyAlways(({ body }) => answer(body.includes('const a') ? 'a' : 'b'));
    const first = run('generate', ask);
    await eventually('the first diff', () => proposalTabs().length === 1);
    await world.open('b.ts', 'export const b = 1;\n');
    const second = run('generate', ask);
    assert.deepEqual(await Promise.all([first, second]), ['ready', 'ready']);
    assert.equal(proposalTabs().length, 2);
  });

  it('survives a rename by another program as a file that is gone', async () => {
    await propose();
    await rename(world.path('median.ts'), world.path('moved.ts'));
    await run('acceptProposal');
    assert.equal(String(await world.bytes('moved.ts')), file.join('\n'));
  });
});
