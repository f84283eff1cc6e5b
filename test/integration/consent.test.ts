import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { box, choose, decide, noMessages, press, rows, seen, told } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { eventually, fenced, proposalTabs, proposedText, run } from './support/world.ts';

const file = `export class Box {
  size = 1;

  grow(): void {
    this.size += 1;
  }

  tell(): number {
    return this.size;
  }
}
`;
/** Without \`tell\`, and with a character that turns the reading direction. */
const answer = `export class Box {
  size = 1;

  grow(): void {
    this.size += 2; // \u202E
  }
}`;
const bidi = 'U+202E RIGHT-TO-LEFT OVERRIDE';

describe('What nobody asked for', () => {
  const world = inWorldOfAPerson();

  async function propose(code = answer, instruction = 'grow faster'): Promise<vscode.TextDocument> {
    const { document } = await world.open('box.ts', file, 0);
    world.server.reply(chatAnswer(fenced(code)));
    assert.equal(await run('generate', { instruction }), 'ready');
    return document;
  }

  it('is told, listed by name on Accept, and written only once each line is picked', async () => {
    const document = await propose();
    const said = await told('does more than was asked');
    assert.ok(said.includes('Box.tell') && said.includes(bidi), said);
    await noMessages();
    const accepting = run('acceptProposal');
    await box('Accept for box.ts: 0 of 2 picked');
    assert.deepEqual(
      (await rows()).map((row) => row.split(/\s?is /u)[0]),
      ['Box.tell', bidi],
    );
    await press('Enter');
    await choose('Box.tell');
    await seen('1 of 2 picked', '.quick-input-title');
    await press('Enter');
    await seen('1 of 2 picked', '.quick-input-title');
    assert.equal(document.getText(), file);
    await choose(bidi);
    await press('Enter');
    await accepting;
    assert.equal(document.getText(), `${answer}\n`);
  });

  it('is agreed to by keyboard alone', async () => {
    const document = await propose();
    const accepting = run('acceptProposal');
    await box('Accept for box.ts: 0 of 2 picked');
    for (const count of [1, 2]) {
      await press('ArrowDown');
      await press('Space');
      await seen(`${count} of 2 picked`, '.quick-input-title');
    }
    await press('Enter');
    await accepting;
    assert.equal(document.getText(), `${answer}\n`);
  });

  it('stays out of the file when the list is left, and the proposal stays', async () => {
    const document = await propose();
    const accepting = run('acceptProposal');
    await box('Accept for box.ts');
    await choose('Box.tell');
    await press('Escape');
    await accepting;
    assert.equal(document.getText(), file);
    assert.equal(await proposedText(), `${answer}\n`);
    await run('discardProposal');
    assert.deepEqual(proposalTabs(), []);
  });

  it('is told again from the title bar', async () => {
    await propose();
    await told('does more than was asked');
    await noMessages();
    await run('showProblem');
    await told('does more than was asked');
  });

  it('is not asked about once it is gone from the proposal', async () => {
    const document = await propose();
    const tab = await eventually('the proposal', () => proposalTabs()[0]);
    const proposal = await vscode.workspace.openTextDocument(tab.modified);
    const better = file.replace('+= 1', '+= 2');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(tab.modified, new vscode.Range(0, 0, proposal.lineCount, 0), better);
    await vscode.workspace.applyEdit(edit);
    await eventually('the proposal takes the edit', () => proposal.isDirty);
    await run('acceptProposal');
    assert.equal(document.getText(), better);
  });

  it('is most of a function that is gone, though nothing asked for less', async () => {
    const steps = Array.from({ length: 12 }, (_, index) => `  text += step${index}(text);`);
    const long = ['export function make(text: string): string {', ...steps, '  return text;', '}', ''];
    const { document } = await world.open('make.ts', long.join('\n'), 0);
    const short = [long[0], '  return text;', '}'].join('\n');
    world.server.reply(chatAnswer(fenced(short)));
    assert.equal(await run('generate', { instruction: 'faster' }), 'ready');
    const accepting = run('acceptProposal');
    await box('Accept for make.ts: 0 of 1 picked');
    assert.match(
      (await rows())[0] ?? '',
      /^Most of make\s?is removed \(12 of 15 lines\), though the instruction does not ask for less$/u,
    );
    assert.equal(document.getText(), long.join('\n'));
    await choose('Most of make');
    await press('Enter');
    await accepting;
    assert.equal(document.getText(), `${short}\n`);
  });

  it('is nothing when the instruction names what goes', async () => {
    const document = await propose(answer.replace(' // \u202E', ''), 'remove tell');
    await run('acceptProposal');
    assert.ok(!document.getText().includes('tell'));
  });

  it('is a change of a file that makes programs run, though that file is the one edited', async () => {
    await mkdir(world.path('.vscode'));
    const { document } = await world.open('.vscode/tasks.json', '{ "tasks": [] }\n', 0);
    await vscode.commands.executeCommand('editor.action.selectAll');
    world.server.reply(chatAnswer(fenced('{ "tasks": [1] }', 'json')));
    assert.equal(await run('generate', { instruction: 'add one' }), 'ready');
    const accepting = run('acceptProposal');
    await box('Accept for tasks.json: 0 of 1 picked');
    assert.match((await rows())[0] ?? '', /\.vscode\/tasks\.json/u);
    await choose('tasks.json');
    await press('Enter');
    await accepting;
    assert.equal(document.getText(), '{ "tasks": [1] }\n');
  });

  it('is listed for an answer that is shown anyway, too', async () => {
    const { document } = await world.open('box.ts', file, 0);
    world.server.reply(chatAnswer(fenced(answer), { finishReason: 'length' }));
    assert.equal(await run('generate', { instruction: 'grow faster' }), 'problem');

    await decide('reached its limit', 'Show Anyway');
    await told('does more than was asked');
    await noMessages();
    const accepting = run('acceptProposal');
    await box('Accept for box.ts: 0 of 2 picked');
    await press('Escape');
    await accepting;
    assert.equal(document.getText(), file);
  });
});
