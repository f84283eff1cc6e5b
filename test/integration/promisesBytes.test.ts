import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { inWorld } from './support/inWorld.ts';
import { eventually, fenced, proposalTabs, run } from './support/world.ts';

// Each name is a promise; test/promises holds, for each, a fault in the sources that must make it fail.

const unit = ['export function one(): number {', '  const first = 1;  ', '', '  return first;', '}'];
const better = unit.with(1, '  const first = 10;  ').toSpliced(3, 0, '  // The first.  ');
const file = ['// above  ', ...unit, '', 'const last = 1;', ''].join('\n');
const accepted = ['// above  ', ...better, '', 'const last = 1;', ''].join('\n');

describe('It is promised that', function () {
  // Each is several proposals long.
  this.timeout(60_000);
  const world = inWorld();

  /** Has a change proposed at a line, by default that of `one`, and accepts it. */
  async function change(name: string, content: string, at = 2, code = better): Promise<vscode.TextDocument> {
    const { document } = await world.open(name, content, at);
    world.server.reply(chatAnswer(fenced(code.join('\n'))));
    assert.equal(await run('generate', { instruction: 'ten' }), 'ready');
    await run('acceptProposal');
    await eventually('the proposal is gone', () => proposalTabs().length === 0);
    return document;
  }

  /** What is on the disk of each file once the change is accepted and saved. */
  async function onDisk(...contents: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const [index, content] of contents.entries()) {
      const name = `${index}.ts`;
      const document = await change(name, content);
      assert.ok(await document.save());
      found.push((await world.bytes(name)).toString());
    }
    return found;
  }

  it('line endings stay identical', async () => {
    const withCrLf = (text: string): string => text.replaceAll('\n', '\r\n');
    assert.deepEqual(await onDisk(file, withCrLf(file)), [accepted, withCrLf(accepted)]);
  });

  it('the byte-order mark stays identical', async () => {
    assert.deepEqual(await onDisk(`\uFEFF${file}`, file), [`\uFEFF${accepted}`, accepted]);
  });

  it('the final newline stays identical', async () => {
    assert.deepEqual(await onDisk(file, file.trimEnd()), [accepted, accepted.trimEnd()]);
    const end = ['const last = 1;', 'const more = 2;'];
    const document = await change('end.ts', file.trimEnd(), 7, end);
    assert.ok(await document.save());
    assert.equal(String(await world.bytes('end.ts')), `${file}const more = 2;`);
  });

  /** The bytes of a file whose change was accepted, and of one in which the same was typed; both saved. */
  async function bothWays(name: string): Promise<readonly [Buffer, Buffer]> {
    const [accepting, typing] = [`${name}.accepted.ts`, `${name}.typed.ts`];
    const content = `\uFEFF${file.replaceAll('\n', '\r\n')}\f\t'\u2028'`;
    const document = await change(accepting, content);
    assert.ok(await document.save());
    const editor = await world.open(typing, content);
    // A person goes to two places and writes.
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(2, 17), '0');
      edit.insert(new vscode.Position(4, 0), '  // The first.  \n');
    });
    assert.ok(await editor.document.save());
    return [await world.bytes(accepting), await world.bytes(typing)];
  }

  it('the file after accept and save equals the file after the same is typed and saved', async () => {
    const [ours, typed] = await bothWays('kept');
    assert.deepEqual(ours, typed);
    assert.ok(ours.includes('// The first.  \r\n'));
    const files = vscode.workspace.getConfiguration('files');
    const before = files.inspect('trimTrailingWhitespace')?.globalValue;
    await files.update('trimTrailingWhitespace', true, vscode.ConfigurationTarget.Global);
    try {
      const [oursTrimmed, typedTrimmed] = await bothWays('trimmed');
      assert.deepEqual(oursTrimmed, typedTrimmed);
      assert.ok(oursTrimmed.includes('// The first.\r\n'));
    } finally {
      await files.update('trimTrailingWhitespace', before, vscode.ConfigurationTarget.Global);
    }
  });

  it('cursors, breakpoints and folds survive the edit', async () => {
    const folded = ['export function two(): number {', '  return 2;', '}', ''];
    const { document } = await world.open('one.ts', file + folded.join('\n'), 2);
    const beside = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Two });
    await vscode.commands.executeCommand('editor.fold', { selectionLines: [file.split('\n').length - 1] });
    const folds = (): number => beside.visibleRanges.length - 1;
    await eventually('a fold', () => folds() === 1);
    beside.selection = new vscode.Selection(4, 9, 4, 14);
    const breakpoint = new vscode.SourceBreakpoint(
      new vscode.Location(document.uri, new vscode.Position(4, 0)),
    );
    vscode.debug.addBreakpoints([breakpoint]);
    try {
      await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
      await change('one.ts', file + folded.join('\n'));
      const at = document.getText().split('\n').indexOf('  return first;');
      assert.equal(at, 5);
      assert.deepEqual(beside.selection, new vscode.Selection(at, 9, at, 14));
      assert.equal(folds(), 1);
      await eventually('the breakpoint follows', () => {
        const [only] = vscode.debug.breakpoints;
        return only instanceof vscode.SourceBreakpoint && only.location.range.start.line === at;
      });
    } finally {
      vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    }
  });
});
