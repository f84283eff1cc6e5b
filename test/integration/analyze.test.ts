import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { noFault } from '../../src/tasks/analyze.ts';
import { chatAnswer, stall, status } from '../support/scriptedReply.ts';
import { inWorld } from './support/inWorld.ts';
import { eventually, fenced, proposalTabs, run } from './support/world.ts';

const file = [
  'def read(path):',
  '    handle = open(path)',
  '    return handle.read()',
  '',
  'def write(path, text):',
  '    handle = open(path, "w")',
  '    handle.write(text)',
  '',
].join('\n');

function finding(quote: string, more: Record<string, string> = {}): string {
  const all = {
    category: 'bug',
    severity: 'warning',
    rule: 'unclosed-file',
    message: 'Never closed.',
    suggestion: 'Use with.',
    quote,
    ...more,
  };
  return `${JSON.stringify(all)}\n`;
}

describe('Analyze', () => {
  const world = inWorld();
  let uri: vscode.Uri;

  const placed = (): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'opencrates');

  async function analyze(answer: string): Promise<vscode.TextEditor> {
    const editor = await world.open('files.py', file);
    uri = editor.document.uri;
    world.server.reply(chatAnswer(answer));
    await run('analyze');
    return editor;
  }

  it('makes findings diagnostics where their quoted code stands', async () => {
    await analyze(
      finding('    handle = open(path)', { severity: 'error', category: 'security', rule: 'leak' }),
    );
    const shown = placed().map(({ range, message, severity, code }) => [
      range.start.line,
      message,
      severity,
      code,
    ]);
    assert.deepEqual(shown, [[1, 'Never closed.', vscode.DiagnosticSeverity.Error, 'leak']]);
  });

  it('shows the first finding before the answer is complete', async () => {
    const editor = await world.open('files.py', file);
    uri = editor.document.uri;
    world.server.reply(
      chatAnswer(finding('    handle = open(path)') + finding('    handle.write(text)'), {
        delayMs: 60,
        chunkSize: 20,
      }),
    );
    const result = run('analyze');
    await eventually('one finding', () => placed().length === 1);
    await result;
    assert.equal(placed().length, 2);
  });

  it('never makes a diagnostic of a finding whose code is not in the file', async () => {
    world.server.reply(chatAnswer(finding('os.system(command)') + finding('    handle.write(text)')));
    const editor = await world.open('files.py', file);
    uri = editor.document.uri;
    assert.deepEqual(await run('analyze'), { placed: 1, notPlaced: 1, malformed: 0, isAnswered: true });
    assert.equal(placed().length, 1);
  });

  it('moves a finding with edits above it and drops it when its own line changes', async () => {
    const editor = await analyze(finding('    handle.write(text)'));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'import os\n\n'));
    assert.equal(placed()[0]?.range.start.line, 8);
    await editor.edit((edit) => edit.insert(new vscode.Position(8, 10), 'x'));
    assert.deepEqual(placed(), []);
  });

  it('puts findings back to where the file has them when edits are given up with the document', async () => {
    const editor = await analyze(
      finding('    handle = open(path)') + finding('    handle.write(text)', { rule: 'unsaved' }),
    );
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), 'import os\n\n');
    });
    assert.deepEqual(
      placed().map(({ range }) => range.start.line),
      [3, 8],
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await eventually('the findings are where the file has them', () =>
      isDeepStrictEqual(
        placed().map(({ range }) => range.start.line),
        [1, 6],
      ),
    );
  });

  it('sends only the selection when there is one, and forgets only what it had found there', async () => {
    const editor = await analyze(finding('    handle = open(path)') + finding('    handle.write(text)'));
    editor.selection = new vscode.Selection(4, 0, 7, 0);
    world.server.reply(chatAnswer(noFault));
    await run('analyze');
    const body = world.server.requests.at(-1)?.body ?? '';
    assert.ok(body.includes('def write'));
    assert.deepEqual(
      placed().map(({ range }) => range.start.line),
      [1],
    );
  });

  it('offers Fix, Explain and Dismiss last and never as preferred', async () => {
    await analyze(finding('    handle = open(path)'));
    const range = placed()[0]?.range ?? new vscode.Range(0, 0, 0, 0);
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
    );
    const ours = actions.filter(({ title }) => /OpenCrates|Dismiss/.test(title));
    assert.deepEqual(
      ours.slice(0, 3).map(({ title }) => title),
      ['Fix with OpenCrates', 'Explain with OpenCrates', 'Dismiss finding'],
    );
    assert.ok(ours.every(({ isPreferred, edit }) => isPreferred !== true && edit === undefined));
  });

  it('dismisses a finding by its action', async () => {
    await analyze(finding('    handle = open(path)'));
    const range = placed()[0]?.range ?? new vscode.Range(0, 0, 0, 0);
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
    );
    const dismiss = actions.find(({ title }) => title === 'Dismiss finding')?.command;
    await vscode.commands.executeCommand(dismiss?.command ?? '', ...(dismiss?.arguments ?? []));
    assert.deepEqual(placed(), []);
  });

  it('turns a finding into a proposal by Fix', async () => {
    await analyze(finding('    handle = open(path)'));
    world.server.reply(
      chatAnswer(
        fenced('def read(path):\n    with open(path) as handle:\n        return handle.read()', 'python'),
      ),
    );
    const place = { uri: uri.toString(), line: 1, message: 'Never closed.' };
    assert.equal(await run('fix', place), 'ready');
    assert.ok(world.server.requests.at(-1)?.body.includes('Never closed.'));
    await run('acceptProposal');
    const document = await vscode.workspace.openTextDocument(uri);
    assert.ok(document.getText().startsWith('def read(path):\n    with open(path) as handle:\n'));
    assert.deepEqual(placed(), [], 'the finding goes with the lines it was about');
  });

  it('shows category, suggestion and actions in the hover', async () => {
    await analyze(finding('    handle = open(path)'));
    const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      new vscode.Position(1, 6),
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((content) => (content as vscode.MarkdownString).value))
      .join('\n');
    for (const part of ['Bug', 'Use&nbsp;with', 'command:opencrates.fix'])
      assert.ok(text.includes(part), `${part} not in ${text}`);
  });

  it('keeps the findings of an answer that is cut off', async () => {
    const editor = await world.open('files.py', file);
    uri = editor.document.uri;
    world.server.reply(chatAnswer(finding('    handle = open(path)'), { finishReason: 'length' }));
    const result = await run<{ readonly placed: number; readonly stoppedBy: unknown }>('analyze');
    assert.equal(result.placed, 1);
    assert.ok(result.stoppedBy !== undefined);
    assert.equal(placed().length, 1);
  });

  it('settles a line that repeats by the symbol the finding names', async () => {
    const text = ['def one():', '    go()', '', 'def two():', '    go()', ''].join('\n');
    const editor = await world.open('twice.py', text);
    uri = editor.document.uri;
    world.server.reply(chatAnswer(finding('    go()', { symbol: 'two' })));
    await run('analyze');
    assert.deepEqual(
      placed().map(({ range }) => range.start.line),
      [4],
    );
  });

  it('keeps what was found before when nothing new comes: after a failure, a cancel, and an empty answer', async () => {
    await analyze(finding('    handle = open(path)'));
    world.server.reply(status(401, 'wrong key'));
    assert.equal(await run('analyze'), undefined);
    assert.equal(placed().length, 1, 'after a failure');
    world.server.reply(stall);
    const cancelled = run('analyze');
    await eventually('the request', () => world.server.requests.length === 3);
    await run('cancel');
    assert.equal(await cancelled, undefined);
    assert.equal(placed().length, 1, 'after a cancel');
    world.server.reply(chatAnswer(' \n'));
    assert.deepEqual(await run('analyze'), {
      placed: 0,
      notPlaced: 0,
      malformed: 0,
      isAnswered: false,
      isEmpty: true,
    });
    assert.equal(placed().length, 1, 'after an empty answer');
    world.server.reply(chatAnswer(noFault));
    await run('analyze');
    assert.deepEqual(placed(), [], 'after an answer that nothing is wrong');
  });

  it('leaves nothing about a file that another program deletes meanwhile, also when the answer breaks off', async () => {
    for (const finishReason of ['stop', 'length']) {
      const editor = await world.open(`${finishReason}.py`, file);
      uri = editor.document.uri;
      const lines = finding('    handle = open(path)') + finding('    handle.write(text)');
      world.server.reply(chatAnswer(lines, { delayMs: 60, chunkSize: 20, finishReason }));
      const result = run<{ readonly placed: number }>('analyze');
      await eventually('one finding', () => placed().length === 1);
      await rm(uri.fsPath);
      assert.equal((await result).placed, 2);
      assert.deepEqual(placed(), [], finishReason);
    }
  });

  it('sends nothing for an empty file', async () => {
    await world.open('empty.py', '\n');
    assert.equal(await run('analyze'), undefined);
    assert.equal(world.server.requests.length, 0);
    assert.deepEqual(proposalTabs(), []);
  });
});
