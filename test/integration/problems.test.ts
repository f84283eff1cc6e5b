import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatAnswer, lasting, status } from '../support/scriptedReply.ts';
import { buttonsOf, decide, noMessages, told } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { eventually, fenced, proposalTabs, proposedText, run } from './support/world.ts';

const file = 'export function half(value: number): number {\n  return value / 2;\n}\n';
const better = file.replace('/ 2', '* 0.5');
const answer = fenced(better.trimEnd());
const ask = { instruction: 'multiply' };
const broken = lasting(status(500, { error: { message: 'broken', type: 'server_error' } }));
const record = '{"summary": "Halves a number."}';

describe('When something is wrong with an answer, the person', () => {
  const world = inWorldOfAPerson();

  async function generate(text: string, options: object = {}): Promise<vscode.TextDocument> {
    const { document } = await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(text, options));
    assert.equal(await run('generate', ask), 'problem');
    return document;
  }

  it('can have it shown anyway, and then accept it', async () => {
    const document = await generate(answer, { finishReason: 'length' });
    const words = await told('reached its limit before its end');
    assert.equal(words, 'half.ts: The answer reached its limit before its end. What came is kept.');
    const ways = ['Continue', 'Show Anyway', 'Raise the Limit', 'Discard'];
    assert.deepEqual(await buttonsOf('reached its limit'), ways);
    await decide('reached its limit', 'Show Anyway');
    await eventually('the text', async () => (await proposedText()) === better);
    await run('acceptProposal');
    assert.equal(document.getText(), better);
  });

  it('can read an answer without code, and close it without losing anything', async () => {
    await generate('I would *multiply* instead.');
    await decide('without code', 'Show Answer');
    const shown = await eventually('the answer', () =>
      vscode.workspace.textDocuments.find((one) => one.getText() === 'I would *multiply* instead.'),
    );
    assert.equal(shown.languageId, 'markdown');
  });

  it('can discard it', async () => {
    await generate('No code here.');
    await decide('without code', 'Discard');
    await eventually('the diff is closed', () => proposalTabs().length === 0);
  });

  it('can ask again', async () => {
    await generate('No code here.');
    world.server.reply(chatAnswer(answer));
    await decide('without code', 'Regenerate');
    await eventually('the proposal', async () => (await proposedText()) === better);
  });

  for (const [what, text, words] of [
    [
      'leaves code out',
      fenced(
        'export function half(value: number): number {\n  // ... existing code ...\n  return value * 0.5;\n}',
      ),
      'part',
    ],
    ['does not parse', fenced(better.trimEnd().replace('{', '{{(')), 'would not parse'],
    [
      'is in another language',
      fenced('def half(value):\n    return value * 0.5', 'python'),
      'another language',
    ],
    ['is empty', '', 'empty answer'],
  ] as const) {
    it(`is told that it ${what}`, async () => {
      await generate(text);
      await told(words);
    });
  }

  for (const [verb, text] of [
    ['generate', answer],
    ['document', record],
    ['fix', answer],
  ] as const) {
    it(`can try again after a failure of ${verb}`, async () => {
      const { document } = await world.open('half.ts', file, 1);
      const place = { uri: document.uri.toString(), line: 1, message: 'Divides.' };
      world.server.reply(...broken, chatAnswer(text));
      assert.equal(await run(verb, verb === 'fix' ? place : ask), 'failed');
      assert.deepEqual(await buttonsOf('problem of its own'), ['Try Again', 'Show Log']);
      await decide('problem of its own', 'Try Again');
      await eventually('the proposal', async () => (await proposedText()) !== file);
    });
  }

  it('can try an analysis again', async () => {
    const { document } = await world.open('half.ts', file, 1);
    const said = { category: 'bug', severity: 'warning', rule: 'r', message: 'Odd.', suggestion: '' };
    const finding = `${JSON.stringify({ ...said, quote: '  return value / 2;' })}\n`;
    world.server.reply(...broken, chatAnswer(finding));
    await run('analyze');
    await decide('problem of its own', 'Try Again');
    await eventually('the finding', () =>
      vscode.languages.getDiagnostics(document.uri).some(({ source }) => source === 'opencrates'),
    );
  });

  it('keeps the findings and the comments that came before an answer reached its limit, and is told so', async () => {
    const two = 'export const a = (x: number) => x;\nexport const b = (y: number) => y;\n';
    const editor = await world.open('two.ts', two);
    editor.selection = new vscode.Selection(0, 0, 2, 0);
    const said = { category: 'bug', severity: 'warning', rule: 'r', message: 'Odd.', suggestion: '' };
    const finding = `${JSON.stringify({ ...said, quote: 'export const a = (x: number) => x;' })}\n`;
    const cut = { finishReason: 'length' };
    const words = 'two.ts: The answer reached its limit before its end. What came is kept.';
    world.server.reply(chatAnswer(finding, cut));
    await run('analyze');
    assert.equal(await told('reached its limit'), words);
    await noMessages();
    world.server.reply(chatAnswer(record), chatAnswer(record, cut));
    assert.equal(await run('document'), 'ready');
    assert.equal(await told('reached its limit'), words);
  });

  it('is told when the words for a comment did not come, and which symbols lack them', async () => {
    await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer('I cannot do that.'));
    assert.equal(await run('document'), 'problem');
    await told('did not describe');
    world.server.reply(chatAnswer(record));
    await decide('did not describe', 'Regenerate');
    await eventually('the comment', async () => (await proposedText()).includes('Halves a number.'));
  });

  it('accepts what was saved in the proposal by hand', async () => {
    const { document } = await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(answer));
    assert.equal(await run('generate', ask), 'ready');
    const tab = await eventually('the proposal', () => proposalTabs()[0]);
    const proposal = await vscode.workspace.openTextDocument(tab.modified);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(tab.modified, new vscode.Position(0, 0), '// mine\n');
    await vscode.workspace.applyEdit(edit);
    await eventually('the proposal takes the edit', () => proposal.isDirty);
    const held = proposal.getText();
    assert.ok(held.startsWith('// mine\n'), held);
    await proposal.save();
    await run('acceptProposal');
    assert.equal(document.getText(), held);
  });

  it('cannot make files of their own where proposals are kept', async () => {
    const place = vscode.Uri.from({ scheme: 'opencrates-proposal', path: '/mine' });
    const { fs } = vscode.workspace;
    await assert.rejects(Promise.resolve(fs.createDirectory(place)));
    await assert.rejects(Promise.resolve(fs.delete(place)));
    await assert.rejects(Promise.resolve(fs.readFile(place)));
    await assert.rejects(Promise.resolve(fs.writeFile(place, Buffer.from('x'))));
  });
});
