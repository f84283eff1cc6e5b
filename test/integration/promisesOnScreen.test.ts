import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { buttonsOf, click, decide, read, seen, tick, told } from './support/person.ts';
import { eventually, fenced, proposedText, run } from './support/world.ts';

// Each name is a promise that is kept on the window; test/promises holds, for each, a fault that must make it fail.

const unit = ['export function one(): number {', '  const first = 1;', '', '  return first;', '}'];
const better = unit.with(1, '  const first = 10;').with(3, '  return first + 1;');
const file = [...unit, ''].join('\n');
const whole = [...better, ''].join('\n');
const begun = `Here it is:\n\n\`\`\`ts\n${better.slice(0, 3).join('\n')}\n  retu`;
const elided = fenced([better[0], '  // ... existing code ...', better[3], better[4]].join('\n'));
/** The parts of a change to two files. */
const patched = [
  ['ticked/one.ts', 'export const one = 1;\n', 'export const one = 11;\n'],
  ['ticked/two.ts', 'export const two = 2;\n', 'export const two = 22;\n'],
] as const;

describe('It is promised that', function () {
  this.timeout(60_000);
  const world = inWorldOfAPerson();
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  afterEach(() => rm(join(root, 'ticked'), { recursive: true, force: true }));

  async function generate(answer: string, options: object = {}, content: string | Uint8Array = file) {
    const { document } = await world.open('one.ts', content, 1);
    world.server.reply(chatAnswer(answer, options));
    return { document, result: await run('generate', { instruction: 'ten' }) };
  }

  it('you choose per hunk with VS Code’s own Revert Block in the diff', async () => {
    const { document } = await generate(fenced(better.join('\n')));
    await run('nextChange');
    const arrow = '.monaco-diff-editor .gutter .action-label:visible';
    await eventually('the arrow beside the change', async () => (await read(arrow)).length > 0);
    await click(arrow);
    await eventually('the block is reverted', async () => (await proposedText()) !== whole);
    const chosen = whole.replace('10', '1');
    assert.equal(await proposedText(), chosen);
    assert.equal(document.getText(), file);
    await run('acceptProposal');
    assert.equal(document.getText(), chosen);
  });

  it('you choose over several files in VS Code’s own Refactor Preview', async () => {
    await mkdir(join(root, 'ticked'));
    for (const [path, before] of patched) await writeFile(join(root, path), before);
    const text = patched
      .map(([path, before, after]) => `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-${before}+${after}`)
      .join('');
    const applying = run('applyPatch', { text });
    for (const name of ['one.ts', 'two.ts']) await seen(name, '.bulk-edit-panel .monaco-list-row');
    await tick('one.ts');
    await vscode.commands.executeCommand('refactorPreview.apply');
    assert.equal(await applying, 'ready');
    const texts = patched.map(async ([path]) =>
      (await vscode.workspace.openTextDocument(join(root, path))).getText(),
    );
    assert.deepEqual(await Promise.all(texts), [patched[0][2], patched[1][1]]);
    for (const [path, before] of patched) assert.equal(await readFile(join(root, path), 'utf8'), before);
  });

  it('mixed line endings, which VS Code will rewrite, are said before accepting', async () => {
    const { document } = await generate(fenced(better.join('\n')), {}, file.replace('\n', '\r\n'));
    assert.equal(
      await told('line ends'),
      'one.ts has mixed line ends. VS Code makes all of them LF when it is saved.',
    );
    assert.equal(document.isDirty, false);
  });

  it('undecodable bytes, which VS Code will rewrite, are said before accepting', async () => {
    const odd = Buffer.concat([Buffer.from(file), Buffer.from([0x2f, 0x2f, 0xff, 0x0a])]);
    const { document } = await generate(fenced(better.join('\n')), {}, odd);
    assert.match(await told('bytes'), /^one\.ts has bytes that are not utf8\. VS Code replaces them when/);
    assert.equal(document.isDirty, false);
  });

  /** The answer is offered to be gone on from, and made whole by that. */
  async function goesOn(words: string, rest: string): Promise<void> {
    assert.deepEqual((await buttonsOf(words)).slice(0, 2), ['Continue', 'Show Anyway']);
    await eventually('what came is not proposed', async () => (await proposedText()) === file);
    world.server.reply(chatAnswer(rest));
    await decide(words, 'Continue');
    await eventually('the whole answer', async () => (await proposedText()) === whole);
  }
  const rest = `${better.slice(3).join('\n')}\n\`\`\`\n`;

  it('truncation is found and offered as Continue', async () => {
    const { result } = await generate(begun, { finishReason: 'length' });
    assert.equal(result, 'problem');
    await goesOn('reached its limit', rest);
  });

  it('a broken stream is found and offered as Continue', async () => {
    const { result } = await generate(begun, { cutAfter: Infinity, cut: 'reset' });
    assert.equal(result, 'problem');
    await goesOn('', rest);
  });

  it('an elided rest of the code is found and offered as Continue', async () => {
    const { result } = await generate(elided);
    assert.equal(result, 'problem');
    await goesOn('leaves out part', fenced(better.join('\n')));
  });

  it('an incomplete answer is never applied unless you choose Show Anyway and then Accept', async () => {
    // All of the code came, and nobody knows whether more would have come.
    const { document } = await generate(fenced(better.join('\n')), { finishReason: 'length' });
    await run('acceptProposal');
    assert.equal(document.getText(), file);
    await eventually('it is not shown', async () => (await proposedText()) === file);
    await run('showProblem');
    await decide('reached its limit', 'Show Anyway');
    await eventually('it is shown', async () => (await proposedText()) === whole);
    await sleep(1000);
    assert.deepEqual([document.getText(), document.version], [file, 1]);
    await eventually('Accept applies it', async () => {
      await run('acceptProposal');
      return document.getText() === whole;
    });
  });
});
