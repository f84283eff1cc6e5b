import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { longestKept, type ProposalRecord } from '../../src/editor/proposals/proposalRecord.ts';
import { createProposalRecords } from '../../src/editor/proposals/proposalRecords.ts';
import { chatAnswer, lasting, status } from '../support/scriptedReply.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { click, noMessages, read, seen, told } from './support/person.ts';
import { eventually, fenced, proposalTabs, proposedText, run } from './support/world.ts';

const file = 'export const one = 1;\n';
const line = '.sidebar .monaco-list-row';

describe('The list of proposals', () => {
  const world = inWorldOfAPerson();
  after(() => vscode.commands.executeCommand('workbench.action.closeSidebar'));

  async function propose(instruction: string, code: string, result = 'ready'): Promise<vscode.TextDocument> {
    const { document } = await world.open('one.ts', file);
    world.server.reply(chatAnswer(fenced(code), { usage: { promptTokens: 1000, completionTokens: 234 } }));
    assert.equal(await run('generate', { instruction }), result);
    return document;
  }

  const row = (instruction: string): string => `${line}:has-text(${JSON.stringify(instruction)})`;

  it('names file, state, instruction, time and tokens of each, the latest first', async () => {
    await propose('list: taken', 'export const one = 2;');
    await run('acceptProposal');
    await propose('list: not wanted', 'export const one = 3;');
    await run('discardProposal');
    world.server.reply(...lasting(status(500, 'broken')));
    await world.open('one.ts', file);
    assert.equal(await run('generate', { instruction: 'list: broken' }), 'failed');
    world.server.reset();
    await run('resetBreaker');
    await propose('list: undecided', 'export const one = 4;');
    await run('showProposals');
    const words = / · \d{1,2}:\d{2}( [AP]M)? · 1,234 tokens$/;
    assert.match(
      await seen('list: undecided', line),
      new RegExp(`one\\.ts\\s*waiting · list: undecided${words.source}`),
    );
    assert.match(
      await seen('list: not wanted', line),
      new RegExp(`one\\.ts\\s*discarded · list: not wanted${words.source}`),
    );
    assert.match(
      await seen('list: taken', line),
      new RegExp(`one\\.ts\\s*accepted · list: taken${words.source}`),
    );
    assert.match(await seen('list: broken', line), /one\.ts\s*failed · list: broken · \d{1,2}:\d{2}/);
    const order = (await read(line)).map(
      (text) => /list: (taken|not wanted|broken|undecided)/.exec(text)?.[1],
    );
    assert.deepEqual(order.slice(0, 4), ['undecided', 'broken', 'not wanted', 'taken']);
  });

  it('opens the diff of one that waits, also after its tab was closed, with what was dropped from it', async () => {
    const document = await propose('list: reopened', 'export const one = 2;\nexport const two = 2;');
    const before = await proposedText();
    const tab = await eventually('the proposal', () => proposalTabs()[0]);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(tab.modified, new vscode.Position(0, 0), '// by hand\n');
    await vscode.workspace.applyEdit(edit);
    const changed = await vscode.workspace.openTextDocument(tab.modified);
    await changed.save();
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await eventually('the tab is gone', () => proposalTabs().length === 0);
    await run('showProposals');
    await click(row('list: reopened'));
    await eventually('the diff is back', () => proposalTabs().length === 1);
    assert.equal(await proposedText(), `// by hand\n${before}`);
    await run('nextChange');
    await run('dropChange');
    await run('restoreChange');
    await run('acceptProposal');
    assert.equal(document.getText(), `// by hand\n${before}`);
  });

  it('opens what the model said for one that is decided', async () => {
    await propose('list: answered', 'export const one = 5;');
    await run('discardProposal');
    await run('showProposals');
    await click(row('list: answered'));
    const shown = await eventually('the answer', () =>
      vscode.window.activeTextEditor?.document.uri.path.endsWith('.answer.md')
        ? vscode.window.activeTextEditor.document
        : undefined,
    );
    assert.equal(shown.getText(), fenced('export const one = 5;'));
  });

  it('says again why one has failed', async () => {
    world.server.reply(...lasting(status(500, 'broken')));
    await world.open('one.ts', file);
    await noMessages();
    assert.equal(await run('generate', { instruction: 'list: failing' }), 'failed');
    const sentence = await told('one.ts: ');
    await noMessages();
    await run('showProposals');
    await click(row('list: failing'));
    assert.equal(await told('one.ts: '), sentence);
  });

  it('can be refined and asked again after it was closed', async () => {
    await propose('list: asked again', 'export const one = 6;');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await eventually('the tab is gone', () => proposalTabs().length === 0);
    await run('showProposals');
    await click(row('list: asked again'));
    await eventually('the diff is back', () => proposalTabs().length === 1);
    world.server.reply(chatAnswer(fenced('export const one = 7;')));
    assert.equal(await run('refineProposal', { instruction: 'one more' }), 'ready');
    assert.ok(world.server.requests.at(-1)?.body.includes('export const one = 6;'));
    world.server.reply(chatAnswer(fenced('export const one = 8;')));
    await run('regenerateProposal');
    assert.equal(await proposedText(), 'export const one = 8;\n');
  });

  it('loses those that are decided when it is cleared, and welcomes when it is empty', async () => {
    await propose('list: stays', 'export const one = 9;');
    await run('showProposals');
    await seen('list: stays', line);
    await run('clearProposals');
    await eventually('the others are gone', async () =>
      (await read(line)).every((text) => text.includes('waiting · ')),
    );
    assert.ok((await read(line)).some((text) => text.includes('list: stays')));
  });
});

describe('Remembered proposals', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opencrates-records-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const record = (index: number, changes: Partial<ProposalRecord> = {}): ProposalRecord => ({
    version: 1,
    id: idOf(index),
    status: 'accepted',
    instruction: `wish ${index}`,
    file: 'file:///one.ts',
    at: index,
    ...changes,
  });

  it('are there again in the next window, latest first', async () => {
    const first = createProposalRecords(vscode.Uri.file(folder));
    await first.put(record(1));
    await first.put(record(2, { answer: 'said', tokens: 7 }));
    const next = createProposalRecords(vscode.Uri.file(folder));
    assert.deepEqual(await next.all(), [record(2, { answer: 'said', tokens: 7 }), record(1)]);
  });

  it('are fifty at most, and what waits stays longest', async () => {
    const records = createProposalRecords(vscode.Uri.file(folder));
    await records.put(record(0, { status: 'waiting' }));
    for (let index = 1; index <= 55; index += 1) await records.put(record(index));
    const kept = await records.all();
    assert.equal(kept.length, 50);
    assert.deepEqual([kept[0]?.at, kept.at(-1)?.at], [55, 0]);
    assert.equal((await readdir(folder)).length, 50);
  });

  it('that cannot be read, or claim to be another, are taken away and harm nothing', async () => {
    await createProposalRecords(vscode.Uri.file(folder)).put(record(1));
    await writeFile(join(folder, `${idOf(2)}.json`), '{ "version": 1');
    await writeFile(join(folder, `${idOf(3)}.json`), JSON.stringify(record(1)));
    await writeFile(join(folder, `${idOf(4)}.json`), JSON.stringify({ ...record(4), id: '../../escape' }));
    await writeFile(join(folder, `${idOf(5)}.json`), JSON.stringify({ ...record(5), status: 'applied' }));
    const records = createProposalRecords(vscode.Uri.file(folder));
    assert.deepEqual(await records.all(), [record(1)]);
    assert.deepEqual(await readdir(folder), [`${idOf(1)}.json`]);
  });

  it('of which several states come at once end as the last, also on the disk', async () => {
    const records = createProposalRecords(vscode.Uri.file(folder));
    const states = ['waiting', 'discarded', 'failed', 'accepted'] as const;
    await Promise.all(states.map((state) => records.put(record(1, { status: state }))));
    const next = createProposalRecords(vscode.Uri.file(folder));
    assert.deepEqual(await next.get(idOf(1)), record(1));
  });

  it('that are too long for the disk are kept in this window only', async () => {
    const long = 'x'.repeat(longestKept + 1);
    const records = createProposalRecords(vscode.Uri.file(folder));
    await records.put(record(1, { status: 'waiting', waiting: { ...waiting, text: long } }));
    assert.equal((await records.get(idOf(1)))?.waiting?.text, long);
    assert.deepEqual(await createProposalRecords(vscode.Uri.file(folder)).all(), []);
  });

  it('work without a folder, as in a window without a workspace', async () => {
    const records = createProposalRecords(undefined);
    await records.put(record(1));
    assert.deepEqual(await records.all(), [record(1)]);
    await records.remove([idOf(1)]);
    assert.deepEqual(await records.all(), []);
  });
});

const waiting: NonNullable<ProposalRecord['waiting']> = {
  languageId: 'typescript',
  path: 'one.ts',
  name: 'one.ts',
  anchor: { line: 0, character: 0 },
  active: { line: 0, character: 0 },
  firstLine: 0,
  simulated: false,
  label: 'Generating',
  base: file,
  text: file,
};
