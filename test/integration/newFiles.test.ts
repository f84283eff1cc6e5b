import assert from 'node:assert/strict';
import { mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { answer, box, press, read, seen, told } from './support/person.ts';
import { fenced, proposalTabs, proposedText, run } from './support/world.ts';

const half = 'export function half(value: number): number {\n  return value / 2;\n}\n';
const tests = "import { half } from '../src/half';\n\ntest('halves', () => half(2) === 1);\n";

describe('A new file', () => {
  const world = inWorldOfAPerson();
  const root = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'made');
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function write(name: string, text: string): Promise<void> {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }

  async function open(name: string, line: number): Promise<void> {
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(join(root, name)));
    editor.selection = new vscode.Selection(line, 0, line, 0);
  }

  const isThere = (name: string): Promise<boolean> =>
    stat(join(root, name)).then(
      () => true,
      () => false,
    );

  const sent = (): string => world.server.requests.at(-1)?.body ?? '';

  it('is named after what it should hold, shown, and on the disk only once it is accepted and saved', async () => {
    await write('src/half.ts', half);
    await open('src/half.ts', 0);
    world.server.reply(chatAnswer(fenced('export const rates = [1, 2];')));
    const making = run('generateFile');
    await box('Generate New File');
    const said = await seen('instructions', '.quick-input-widget:visible .quick-input-message');
    assert.match(said, /A new file in .+ · scripted on this computer · about \d+ tokens: \d+ instructions/u);
    await answer('a table of exchange rates');
    await seen('Where the file goes', '.quick-input-widget:visible .quick-input-message');
    const input = '.quick-input-widget:visible .quick-input-box';
    assert.equal((await read(input)).length > 0, true);
    await press('Enter');
    assert.equal(await making, 'ready');
    assert.match(proposalTabs()[0]?.original.path ?? '', /made\/src\/tableExchangeRates\.ts$/u);
    assert.equal(await isThere('src/tableExchangeRates.ts'), false);
    assert.ok(sent().includes('made/src/tableExchangeRates.ts is empty'), sent());
    await run('acceptProposal');
    assert.equal(await isThere('src/tableExchangeRates.ts'), false);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'typescript');
    assert.equal(document?.getText().trim(), 'export const rates = [1, 2];');
    assert.equal(document?.isDirty, true);
    await document?.save();
    assert.equal(
      (await readFile(join(root, 'src/tableExchangeRates.ts'), 'utf8')).trim(),
      'export const rates = [1, 2];',
    );
  });

  it('never takes the place of one that is there, also when that was made while the proposal waited', async () => {
    await write('src/half.ts', half);
    assert.equal(await run('generateFile', { instruction: 'more', path: 'made/src/half.ts' }), undefined);
    await told('made/src/half.ts exists');
    assert.equal(world.server.requests.length, 0);
    world.server.reply(chatAnswer(fenced('export const more = 1;')));
    assert.equal(await run('generateFile', { instruction: 'more', path: 'made/src/more.ts' }), 'ready');
    await write('src/more.ts', half);
    await run('acceptProposal');
    await told('more.ts exists by now');
    assert.equal(await readFile(join(root, 'src/more.ts'), 'utf8'), half);
    assert.equal((await proposedText()).trim(), 'export const more = 1;');
  });

  it('leaves nothing behind when it is discarded', async () => {
    world.server.reply(chatAnswer(fenced('export const more = 1;')));
    assert.equal(await run('generateFile', { instruction: 'more', path: 'made/more.ts' }), 'ready');
    await run('discardProposal');
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ label }) => label);
    assert.deepEqual(tabs, []);
    assert.deepEqual(
      vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty),
      [],
    );
    assert.equal(await isThere('more.ts'), false);
  });

  for (const path of ['../out.ts', '/etc/out.ts', '.vscode/tasks.json', 'made/'])
    it(`is not made at ${path}`, async () => {
      assert.equal(await run('generateFile', { instruction: 'more', path }), undefined);
      assert.equal(world.server.requests.length, 0);
      assert.deepEqual(proposalTabs(), []);
    });

  it('is not made behind a link to where files make programs run', async () => {
    await write('.github/workflows/ci.yml', '');
    await symlink('.github', join(root, 'docs'));
    assert.equal(await run('generateFile', { instruction: 'more', path: 'made/docs/more.yml' }), undefined);
    await told('made/docs/more.yml can make programs run');
    assert.equal(world.server.requests.length, 0);
  });

  it('holds the tests of a unit, where the project has its tests and like them', async () => {
    await write('src/half.ts', half);
    await write('src/one.ts', 'export const one = 1;\n');
    await write('test/one.test.ts', "import { one } from '../src/one';\ntest('is one', () => one === 1);\n");
    await open('src/half.ts', 1);
    world.server.reply(chatAnswer(fenced(tests.trimEnd())));
    assert.equal(await run('generateTests'), 'ready');
    assert.match(proposalTabs()[0]?.original.path ?? '', /made\/test\/half\.test\.ts$/u);
    assert.equal((await proposedText()).trim(), tests.trim());
    for (const part of ['the function `half`', 'is one', 'return value / 2', 'made/test/half.test.ts'])
      assert.ok(sent().includes(part), part);
    await run('acceptProposal');
    assert.equal(vscode.window.activeTextEditor?.document.getText().trim(), tests.trim());
    assert.equal(await isThere('test/half.test.ts'), false);
  });

  it('is not made for tests when there are some: they are added to', async () => {
    await write('src/half.ts', half);
    await write('src/half.test.ts', "import { half } from './half';\n\ntest('one', () => half(2));\n");
    await open('src/half.ts', 1);
    world.server.reply(chatAnswer(fenced("test('two', () => half(4));")));
    assert.equal(await run('generateTests'), 'ready');
    assert.equal(
      await proposedText(),
      "import { half } from './half';\n\ntest('one', () => half(2));\n\ntest('two', () => half(4));\n",
    );
  });

  it('is not made for tests of a document that is in no folder', async () => {
    const document = await vscode.workspace.openTextDocument({ content: half, language: 'typescript' });
    await vscode.window.showTextDocument(document);
    assert.equal(await run('generateTests'), undefined);
    await told('is not in a folder, so its tests have no place. Save it first.');
    assert.equal(world.server.requests.length, 0);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('is not made for Rust, whose tests are a module of the same file', async () => {
    const rust = 'pub fn half(x: u32) -> u32 {\n    x / 2\n}\n';
    const module =
      '#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn halves() {\n        assert_eq!(half(2), 1);\n    }\n}';
    await write('src/half.rs', rust);
    await open('src/half.rs', 1);
    world.server.reply(chatAnswer(fenced(module, 'rust')));
    assert.equal(await run('generateTests'), 'ready');
    assert.equal(await proposedText(), `${rust}\n${module}\n`);
    await run('acceptProposal');
    world.server.reply(
      chatAnswer(fenced(module.replace('half(2), 1', 'half(2), 1);\n        assert_eq!(half(4), 2'), 'rust')),
    );
    await open('src/half.rs', 1);
    assert.equal(await run('generateTests'), 'ready');
    assert.match(await proposedText(), /half\(4\), 2/u);
    assert.equal((await proposedText()).split('mod tests').length, 2);
  });
});
