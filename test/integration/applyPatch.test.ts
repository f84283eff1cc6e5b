import assert from 'node:assert/strict';
import { access, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { box, choose, decide, press, read, rows, seen, tick, told } from './support/person.ts';
import { eventually, fenced, proposalTabs, proposedText, run } from './support/world.ts';

const one = 'export const one = 1;\nexport const other = 2;\n';
const two = 'export const two = 2;\n';

function diff(path: string, from: string, to: string): string {
  return `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-${from}\n+${to}\n`;
}
const toOne = (path: string): string => diff(path, 'export const one = 1;', 'export const one = 11;');
const toTwo = (path: string): string => diff(path, 'export const two = 2;', 'export const two = 22;');

describe('Apply Patch', () => {
  const world = inWorldOfAPerson();
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  before(() => assert.notEqual(root, ''));
  afterEach(async () => {
    for (const name of ['patched', '.vscode', '.github', 'linked', 'dangling.ts'])
      await rm(join(root, name), { recursive: true, force: true });
  });

  async function write(name: string, text: string): Promise<void> {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }

  const onDisk = (name: string): Promise<string> => readFile(join(root, name), 'utf8');

  async function open(name: string): Promise<vscode.TextEditor> {
    return vscode.window.showTextDocument(vscode.Uri.file(join(root, name)), { preview: false });
  }

  it('proposes the change of one file, wherever that file is in the workspace, and asks no model', async () => {
    await write('patched/one.ts', one);
    await run('applyPatch', { text: `Do this:\n\n\`\`\`diff\n${toOne('patched/one.ts')}\`\`\`\n` });
    assert.equal(proposalTabs()[0]?.original.path, join(root, 'patched/one.ts'));
    assert.equal(await proposedText(), one.replace('1;', '11;'));
    assert.equal(await onDisk('patched/one.ts'), one);
    await run('acceptProposal');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.getText(), one.replace('1;', '11;'));
    assert.equal(await onDisk('patched/one.ts'), one, 'it is not saved for the person');
    assert.equal(world.server.requests.length, 0);
  });

  it('takes a patch from the clipboard, from the selection and from the patch in front', async () => {
    await write('patched/one.ts', one);
    await vscode.env.clipboard.writeText(toOne('patched/one.ts'));
    const applying = run('applyPatch');
    await box('Apply Patch');
    await choose('From the clipboard');
    assert.equal(await applying, 'ready');
    await run('discardProposal');
    const { document } = await world.open('notes.md', `# Notes\n\n${toOne('patched/one.ts')}`);
    await vscode.commands.executeCommand('editor.action.selectAll');
    const again = run('applyPatch');
    await box('Apply Patch');
    await choose('From the selection');
    assert.equal(await again, 'ready');
    assert.equal(await proposedText(), one.replace('1;', '11;'));
    assert.ok(document.getText().startsWith('# Notes'));
    await run('discardProposal');
    await world.open('one.patch', toOne('patched/one.ts'));
    const fromFront = run('applyPatch');
    await box('Apply Patch');
    await choose('From one.patch');
    assert.equal(await fromFront, 'ready');
    assert.equal(await proposedText(), one.replace('1;', '11;'));
  });

  for (const [form, text] of [
    [
      'search/replace blocks without a name',
      '<<<<<<< SEARCH\nexport const one = 1;\n=======\nexport const one = 11;\n>>>>>>> REPLACE\n',
    ],
    [
      'a Codex patch',
      '*** Begin Patch\n*** Update File: one.ts\n-export const one = 1;\n+export const one = 11;\n*** End Patch\n',
    ],
    ['code for the place of the cursor', fenced('export const one = 11;')],
  ] as const)
    it(`understands ${form}`, async () => {
      await write('patched/one.ts', one);
      const editor = await open('patched/one.ts');
      editor.selection = new vscode.Selection(0, 0, 0, 5);
      assert.equal(await run('applyPatch', { text }), 'ready');
      assert.equal(await proposedText(), one.replace('1;', '11;'));
    });

  it('says that code needs a file in front for its place', async () => {
    assert.equal(await run('applyPatch', { text: fenced('export const one = 11;') }), undefined);
    await told('This is no patch. Code goes to the place of the cursor: open its file first.');
  });

  it('shows changes of several files in the Refactor Preview, and changes those that are ticked', async () => {
    await write('patched/one.ts', one);
    await write('patched/two.ts', two);
    const made = '--- /dev/null\n+++ b/patched/new.ts\n@@ -0,0 +1 @@\n+export const three = 3;\n';
    const applying = run('applyPatch', { text: toOne('patched/one.ts') + toTwo('patched/two.ts') + made });
    for (const name of ['one.ts', 'two.ts', 'new.ts']) await seen(name, '.bulk-edit-panel .monaco-list-row');
    assert.equal(await onDisk('patched/two.ts'), two);
    await assert.rejects(onDisk('patched/new.ts'));
    for (const name of ['one.ts', 'new.ts']) await tick(name);
    await vscode.commands.executeCommand('refactorPreview.apply');
    assert.equal(await applying, 'ready');
    const texts = await Promise.all(
      ['one.ts', 'two.ts', 'new.ts'].map(async (name) =>
        (await vscode.workspace.openTextDocument(join(root, 'patched', name))).getText(),
      ),
    );
    assert.deepEqual(texts, [one.replace('1;', '11;'), two, 'export const three = 3;\n']);
  });

  it('names a change that has no place, and shows the rest only when told to', async () => {
    await write('patched/one.ts', one);
    await write('patched/two.ts', two);
    const applying = run('applyPatch', {
      text: toOne('patched/one.ts') + diff('patched/two.ts', 'not there', 'new'),
    });
    await decide('patched/two.ts does not have all lines that the patch changes', 'Show the Rest');
    assert.equal(await applying, 'ready');
    assert.equal(await proposedText(), one.replace('1;', '11;'));
  });

  it('says which files a patch deletes or renames, and leaves that to the person', async () => {
    await write('patched/one.ts', one);
    await write('patched/two.ts', two);
    const applying = run('applyPatch', {
      text:
        '*** Begin Patch\n*** Delete File: patched/two.ts\n*** Update File: patched/one.ts\n' +
        '*** Move to: patched/first.ts\n-export const one = 1;\n+export const one = 11;\n*** End Patch\n',
    });
    await decide('The patch deletes patched/two.ts, which OpenCrates leaves to you.', 'Show the Rest');
    assert.equal(await applying, 'ready');
    assert.equal(await proposedText(), one.replace('1;', '11;'));
    assert.equal(await onDisk('patched/two.ts'), two);
    await assert.rejects(onDisk('patched/first.ts'));
  });

  it('empties no file that a patch deletes', async () => {
    await write('patched/two.ts', two);
    const text = '--- a/patched/two.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-export const two = 2;\n';
    assert.equal(await run('applyPatch', { text }), 'problem');
    await told('The patch deletes patched/two.ts, which OpenCrates leaves to you. Nothing was changed.');
    assert.deepEqual(proposalTabs(), []);
  });

  const withoutPlace = diff('patched/two.ts', 'not there', 'new');
  const besides = 'does not have all lines that the patch changes';

  async function type(document: vscode.TextDocument, line: number, text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(line, 0), text);
    await vscode.workspace.applyEdit(edit);
  }

  it('keeps what is typed while it asks, when one file is changed', async () => {
    await write('patched/one.ts', one);
    await write('patched/two.ts', two);
    const { document } = await open('patched/one.ts');
    const applying = run('applyPatch', { text: toOne('patched/one.ts') + withoutPlace });
    await told(besides);
    await type(document, 2, '// typed meanwhile\n');
    await decide(besides, 'Show the Rest');
    assert.equal(await applying, 'ready');
    const expected = `${one.replace('1;', '11;')}// typed meanwhile\n`;
    assert.equal(await proposedText(), expected);
    await run('acceptProposal');
    assert.equal(document.getText(), expected);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), `${one}// typed meanwhile\n`);
  });

  it('keeps what is typed while it asks, when several files are changed', async () => {
    await write('patched/one.ts', one);
    await write('patched/three.ts', two);
    await write('patched/two.ts', two);
    const { document } = await open('patched/one.ts');
    const hidden = toTwo('patched/three.ts').replace('22;', '22; // \u202E');
    const applying = run('applyPatch', { text: toOne('patched/one.ts') + hidden + withoutPlace });
    await told(besides);
    await type(document, 2, '// typed first\n');
    await decide(besides, 'Show the Rest');
    await box('Accept for 2 files: 0 of 1 picked');
    await type(document, 0, '// typed second\n');
    await choose('patched/three.ts');
    await press('Enter');
    await seen('one.ts', '.bulk-edit-panel .monaco-list-row');
    await tick('one.ts');
    await vscode.commands.executeCommand('refactorPreview.apply');
    assert.equal(await applying, 'ready');
    const expected = `// typed second\n${one.replace('1;', '11;')}// typed first\n`;
    assert.equal(document.getText(), expected);
  });

  it('changes nothing where the same lines were changed while it asked, and says so', async () => {
    await write('patched/one.ts', one);
    await write('patched/two.ts', two);
    const { document } = await open('patched/one.ts');
    const applying = run('applyPatch', { text: toOne('patched/one.ts') + withoutPlace });
    await told(besides);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 21), ' // mine');
    await vscode.workspace.applyEdit(edit);
    const typed = document.getText();
    await decide(besides, 'Show the Rest');
    assert.equal(await applying, 'problem');
    await told('patched/one.ts was changed meanwhile where the patch would go.');
    assert.deepEqual(proposalTabs(), []);
    assert.equal(document.getText(), typed);
  });

  it('names, before it shows several files, what would not parse, what goes and what VS Code rewrites', async () => {
    await write('patched/one.ts', one);
    await write('patched/two.ts', two);
    await write('patched/mixed.txt', 'first\r\nsecond\n');
    const text = [
      '--- a/patched/one.ts\n+++ b/patched/one.ts\n@@ -1,2 +1 @@\n export const one = 1;\n-export const other = 2;\n',
      diff('patched/two.ts', 'export const two = 2;', 'export const two = {;'),
      diff('patched/mixed.txt', 'second', '2nd'),
    ].join('');
    const applying = run('applyPatch', { text });
    await box('Accept for 3 files: 0 of 3 picked');
    // Name and words stand in two columns.
    assert.deepEqual(await rows(), [
      'patched/one.ts: otheris removed',
      'patched/two.tswould not parse any more',
      'patched/mixed.txtmixed.txt has mixed line ends. VS Code makes all of them LF when it is saved.',
    ]);
    await press('Escape');
    assert.equal(await applying, 'cancelled');
    assert.deepEqual(await read('.bulk-edit-panel .monaco-list-row'), []);
    assert.equal(await onDisk('patched/two.ts'), two);
  });

  for (const [path, words] of [
    ['.vscode/settings.json', '.vscode/settings.json can make programs run'],
    ['.github/workflows/ci.yml', 'ci.yml can make programs run'],
    ['../outside.ts', '../outside.ts is outside of the workspace'],
    ['patched/none.ts', 'There is no file patched/none.ts'],
  ] as const)
    it(`changes nothing in ${path}, and says why`, async () => {
      if (path.startsWith('.v') || path.startsWith('.g')) await write(path, one);
      await writeFile(join(root, '../outside.ts'), one);
      assert.equal(await run('applyPatch', { text: toOne(path) }), 'problem');
      await told(words);
      assert.deepEqual(proposalTabs(), []);
      await rm(join(root, '../outside.ts'));
    });

  it('makes no file that makes programs run', async () => {
    const made = '--- /dev/null\n+++ b/.vscode/tasks.json\n@@ -0,0 +1 @@\n+{ "tasks": [] }\n';
    assert.equal(await run('applyPatch', { text: made }), 'problem');
    await told('.vscode/tasks.json can make programs run');
    await assert.rejects(onDisk('.vscode/tasks.json'));
  });

  it('changes such a file while it is the one in front, after it is agreed to by name', async () => {
    await write('.vscode/settings.json', one);
    const { document } = await open('.vscode/settings.json');
    assert.equal(await run('applyPatch', { text: toOne('.vscode/settings.json') }), 'ready');
    const accepting = run('acceptProposal');
    await box('Accept for settings.json: 0 of 1 picked');
    await choose('settings.json');
    await press('Enter');
    await accepting;
    assert.equal(document.getText(), one.replace('1;', '11;'));
  });

  it('sees through a link to a file that makes programs run', async () => {
    await write('.github/workflows/ci.yml', one);
    await symlink('.github', join(root, 'linked'));
    assert.equal(await run('applyPatch', { text: toOne('linked/workflows/ci.yml') }), 'problem');
    await told('linked/workflows/ci.yml can make programs run');
    assert.equal(await onDisk('.github/workflows/ci.yml'), one);
  });

  it('asks about such a file by name also where it is in front behind a link', async () => {
    await write('.github/workflows/ci.yml', one);
    await symlink('.github', join(root, 'linked'));
    const { document } = await open('linked/workflows/ci.yml');
    assert.equal(await run('applyPatch', { text: toOne('linked/workflows/ci.yml') }), 'ready');
    const accepting = run('acceptProposal');
    await box('Accept for ci.yml: 0 of 1 picked');
    await choose('ci.yml');
    await press('Enter');
    await accepting;
    assert.equal(document.getText(), one.replace('1;', '11;'));
  });

  it('does not follow a link out of the workspace', async () => {
    const elsewhere = join(tmpdir(), `opencrates-elsewhere-${process.pid}`);
    await mkdir(elsewhere, { recursive: true });
    await writeFile(join(elsewhere, 'one.ts'), one);
    await symlink(elsewhere, join(root, 'linked'));
    try {
      assert.equal(await run('applyPatch', { text: toOne('linked/one.ts') }), 'problem');
      await told('leads outside of the workspace');
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });

  it('makes no file through a link that points out of the workspace to nothing', async () => {
    const elsewhere = join(tmpdir(), `opencrates-nothing-${process.pid}.ts`);
    await symlink(elsewhere, join(root, 'dangling.ts'));
    const made = '--- /dev/null\n+++ b/dangling.ts\n@@ -0,0 +1 @@\n+export const three = 3;\n';
    assert.equal(await run('applyPatch', { text: made }), 'problem');
    await told('leads outside of the workspace');
    await assert.rejects(access(elsewhere));
  });

  it('is offered for an answer that also changes other files', async () => {
    await write('patched/one.ts', one);
    await write('patched/two.ts', two);
    const editor = await open('patched/one.ts');
    editor.selection = new vscode.Selection(0, 0, 0, 5);
    world.server.reply(
      chatAnswer(
        `*** Begin Patch\n*** Update File: patched/one.ts\n-export const one = 1;\n+export const one = 11;\n*** Update File: patched/two.ts\n-export const two = 2;\n+export const two = 22;\n*** End Patch\n`,
      ),
    );
    assert.equal(await run('generate', { instruction: 'more' }), 'ready');
    assert.equal(
      await told('also changes other files'),
      'The answer also changes other files, which stay as they are: patched/two.ts.',
    );
    await decide('also changes other files', 'Show All Changes');
    for (const name of ['one.ts', 'two.ts']) await seen(name, '.bulk-edit-panel .monaco-list-row');
    await vscode.commands.executeCommand('refactorPreview.discard');
    assert.equal(await onDisk('patched/two.ts'), two);
    await eventually('nothing changed', () => editor.document.getText() === one);
  });

  it('is not offered for code that is left out, which is no patch: that can be copied', async () => {
    const method = ['  total() {', '    return 1;', '  }'];
    const cart = ['type Sum = string;', '', 'export class Cart {', ...method, '}', ''];
    await world.open('cart.ts', cart.join('\n'), 4);
    const code = 'interface Sum {\n  n: number;\n}\n\ntotal(): Sum {\n  return { n: 1 };\n}';
    world.server.reply(chatAnswer(fenced(code)));
    assert.equal(await run('generate', { instruction: 'give a Sum' }), 'ready');
    assert.equal(await told('left out'), 'What the answer changes in another part of cart.ts is left out.');
    await decide('left out', 'Copy Answer');
    await eventually('the answer', async () =>
      (await vscode.env.clipboard.readText()).includes('interface Sum'),
    );
  });
});
