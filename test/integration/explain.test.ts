import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatAnswer, lasting, sse, stall, status, streamOf } from '../support/scriptedReply.ts';
import { clickPage, read, readPage, seen } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { eventually, run, setting } from './support/world.ts';

const file =
  'export function half(value: number): number {\n  return value / 2;\n}\n\nexport const two = 2;\n';
const words = '## What it does\n\nIt **halves** a number.\n\n```ts\nhalf(4);\n```\n';

function panel(): vscode.Tab | undefined {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.find(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('opencrates.explain'),
  );
}

describe('Explain', () => {
  const world = inWorldOfAPerson();

  const sentence = (text: string): Promise<string> => seen(text, '#sentence', readPage);

  it('explains the selection when there is one, and the whole file outside any unit', async () => {
    const editor = await world.open('half.ts', file);
    editor.selection = new vscode.Selection(4, 0, 5, 0);
    await run('explain');
    await seen('half.ts, line 5', '#subject', readPage);
    await world.open('notes.txt', 'one\ntwo\n');
    await run('explain');
    await seen('notes.txt, lines 1–3', '#subject', readPage);
  });

  it('opens beside the editor, streams and ends, and leaves the focus in the file', async () => {
    const { document } = await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(words, { firstDelayMs: 2000, delayMs: 150 }));
    const result = run('explain');
    await sentence('Waiting for scripted…');
    await sentence('scripted is writing…');
    assert.equal((await readPage('body[data-phase="streaming"]')).length, 1);
    await result;
    await sentence('Written by scripted. It may be wrong; check it against the code.');
    assert.deepEqual(await readPage('#title, #subject, #answer h2, #answer p, #answer code'), [
      'Explain half.ts',
      'half.ts, lines 1–3',
      'What it does',
      'It halves a number.',
      'half(4);',
    ]);
    assert.equal(panel()?.label, 'Explain half.ts');
    assert.equal(vscode.window.activeTextEditor?.document, document);
    assert.ok(!world.server.requests[0]?.body.includes('const two'), 'only the unit at the cursor is sent');
  });

  it('explains the problem at the cursor, whichever tool reported it', async () => {
    const { document } = await world.open('half.ts', file, 1);
    const reports = vscode.languages.createDiagnosticCollection('another tool');
    const range = new vscode.Range(1, 2, 1, 8);
    reports.set(document.uri, [new vscode.Diagnostic(range, 'Division loses precision.')]);
    await run('explain');
    reports.dispose();
    await seen('Division loses precision.', '#subject', readPage);
    assert.ok(world.server.requests[0]?.body.includes('Division loses precision.'));
  });

  it('shows a failure on the page and nowhere else, and tries again from there', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(...lasting(status(500, { error: { message: 'broken', type: 'server_error' } })));
    await run('explain');
    await sentence('has a problem of its own (status 500).');
    assert.deepEqual(await readPage('#buttons button'), ['Try Again', 'Show Log']);
    await vscode.commands.executeCommand('notifications.showList');
    assert.deepEqual(await read('.notifications-center .notification-list-item-message'), []);
    world.server.reply(chatAnswer(words));
    await clickPage('button:has-text("Try Again")');
    await sentence('Written by scripted.');
    assert.equal(world.server.requests.length, 4);
  });

  it('keeps what came when the server dies in the middle, and says that it stopped', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(words, { cutAfter: 4, cut: 'reset' }));
    await run('explain');
    await seen('What it does', '#answer', readPage);
    assert.equal((await readPage('body[data-phase="failed"]')).length, 1);
    await sentence('closed the connection before the answer was complete.');
  });

  it('says when the answer was cut at the length limit', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(words, { finishReason: 'length' }));
    await run('explain');
    await sentence('The answer reached its limit before its end. What came is kept.');
  });

  it('says when the answer is empty', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(''));
    await run('explain');
    await sentence('scripted gave no answer.');
  });

  it('stops when the page is closed', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(stall);
    const result = run('explain');
    await world.server.until((requests) => requests.length === 1);
    const tab = await eventually('the panel', panel);
    await vscode.window.tabGroups.close(tab);
    await world.server.until(([request]) => request?.disconnectedAt !== undefined);
    await result;
  });

  it('stops from the page, and starts again from there', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(stall);
    const result = run('explain');
    await sentence('Waiting for scripted…');
    await world.server.until((requests) => requests.length === 1);
    await clickPage('button:has-text("Stop")');
    await sentence('Stopped before anything came.');
    await result;
    await clickPage('button:has-text("Explain Again")');
    await sentence('Written by scripted.');
  });

  it('stops by the command, before and after the first words', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(stall, chatAnswer(words.repeat(20), { delayMs: 40 }));
    const waiting = run('explain');
    await world.server.until((requests) => requests.length === 1);
    await run('cancel');
    await waiting;
    await sentence('Stopped before anything came.');
    const streaming = run('explain');
    await seen('What it does', '#answer', readPage);
    await run('cancel');
    await streaming;
    await sentence('Stopped. This is as far as it came.');
    await world.server.until((requests) =>
      requests.every(({ disconnectedAt }) => disconnectedAt !== undefined),
    );
  });

  it('explains the code as it is by then when it is asked again', async () => {
    const { document } = await world.open('half.ts', file, 1);
    await run('explain');
    await sentence('Written by scripted.');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// A line above.\n');
    edit.replace(document.uri, new vscode.Range(1, 9, 1, 18), 'value * 0.5');
    await vscode.workspace.applyEdit(edit);
    await clickPage('button:has-text("Explain Again")');
    await seen('half.ts, lines 2–4', '#subject', readPage);
    await sentence('Written by scripted.');
    const [, again] = world.server.requests;
    assert.ok(again?.body.includes('return value * 0.5;') === true, again?.body);
    assert.ok(!again.body.includes('value / 2'));
  });

  it('gives its place to the next explanation', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(stall);
    const first = run('explain');
    await world.server.until((requests) => requests.length === 1);
    await world.open('other.ts', 'export const other = 1;\n');
    world.server.reply(chatAnswer('Another one.'));
    await run('explain');
    await first;
    await seen('Another one.', '#answer', readPage);
    await seen('Explain other.ts', '#title', readPage);
    assert.ok(world.server.requests[0]?.disconnectedAt !== undefined);
  });

  it('shows all of it again after it was hidden', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(words));
    await run('explain');
    await sentence('Written by scripted.');
    const group = panel()?.group.viewColumn ?? vscode.ViewColumn.Two;
    const above = await vscode.workspace.openTextDocument({ content: 'on top' });
    await vscode.window.showTextDocument(above, { viewColumn: group, preview: false });
    await eventually('the panel is hidden', () => panel()?.isActive === false);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await seen('It halves a number.', '#answer', readPage);
    await sentence('Written by scripted.');
  });

  it('says when the model thinks first, and shows none of its thoughts', async () => {
    const chunk = (delta: object, finish: string | null = null): string =>
      sse({ id: 'c', model: 'scripted', choices: [{ index: 0, delta, finish_reason: finish }] });
    await world.open('half.ts', file, 1);
    const rest = [chunk({ content: 'It halves.' }), chunk({}, 'stop'), sse('[DONE]')].join('');
    world.server.reply(streamOf([chunk({ reasoning_content: 'Hm.' }), rest], { delayMs: 4000 }));
    const result = run('explain');
    await sentence('scripted is thinking…');
    await result;
    await seen('It halves.', '#answer', readPage);
    assert.deepEqual(await readPage('#answer:has-text("Hm.")'), []);
  });

  it('calls a simulated answer simulated', async () => {
    await setting('model', 'simulated');
    try {
      await world.open('half.ts', file, 1);
      await run('explain');
      await seen('Simulated: no model is running.', '#note', readPage);
    } finally {
      await setting('model', 'scripted');
    }
  });
});
