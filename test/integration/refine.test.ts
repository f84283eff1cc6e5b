import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatAnswer, lasting, status } from '../support/scriptedReply.ts';
import { answer, box, decide, seen, told } from './support/person.ts';
import { inWorld, inWorldOfAPerson } from './support/inWorld.ts';
import { eventually, fenced, proposalTabs, proposedText, reopened, run, setting } from './support/world.ts';

const unit = (body: string): string => `export function half(value: number): number {\n  ${body}\n}`;
const file = `// halves\n\n${unit('return Math.floor(value / 2);')}\n`;
const withBody = (body: string): string => `// halves\n\n${unit(body)}\n`;
const line = '.quick-input-widget .quick-input-message';

interface Message {
  readonly role: string;
  readonly content: string;
}

describe('Refine', () => {
  const world = inWorldOfAPerson();

  async function propose(): Promise<vscode.TextEditor> {
    const editor = await world.open('half.ts', file, 3);
    world.server.reply(chatAnswer(fenced(unit('return value / 2;'))));
    assert.equal(await run('generate', { instruction: 'do not round' }), 'ready');
    return editor;
  }

  const messages = (request: number): readonly Message[] =>
    (JSON.parse(world.server.requests.at(request)?.body ?? '{}') as { messages: readonly Message[] })
      .messages;

  it('asks in the same conversation, streams into the same diff, and Accept takes the refined answer', async () => {
    const { document } = await propose();
    const before = proposalTabs()[0]?.modified.toString();
    world.server.reply(chatAnswer(fenced(unit('return value * 0.5;')), { delayMs: 10 }));
    const texts: string[] = [];
    const watching = vscode.workspace.onDidChangeTextDocument(({ document: changed }) => {
      if (changed.uri.scheme === 'opencrates-proposal') texts.push(changed.getText());
    });
    const result = run('refineProposal');
    await box('Refine');
    assert.match(
      await seen('tokens', line),
      /^Replaces function half \(lines 3–5\) · scripted on this computer · about \d+ tokens: .*code/,
    );
    await answer('multiply instead');
    assert.equal(await result, 'ready');
    watching.dispose();
    assert.equal(proposalTabs().length, 1);
    assert.equal(proposalTabs()[0]?.modified.toString(), before, 'it is the same diff');
    assert.ok(texts.length > 1, 'it grew in the diff');
    const [, first, said, follow] = messages(-1);
    assert.deepEqual([first?.role, said?.role, follow?.role], ['user', 'assistant', 'user']);
    assert.ok(first?.content.includes('do not round') && first.content.includes('Math.floor'));
    assert.ok(said?.content.includes('return value / 2;'));
    assert.match(follow?.content ?? '', /^multiply instead\n/);
    assert.equal(document.getText(), file);
    await run('acceptProposal');
    assert.equal(document.getText(), withBody('return value * 0.5;'));
  });

  it('tells the model what was written into the proposal by hand', async () => {
    await propose();
    const tab = await eventually('the proposal', () => proposalTabs()[0]);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(tab.modified, new vscode.Position(3, 2), '/* by hand */ ');
    await vscode.workspace.applyEdit(edit);
    world.server.reply(chatAnswer(fenced(unit('return value * 0.5;'))));
    assert.equal(await run('refineProposal', { instruction: 'multiply instead' }), 'ready');
    assert.ok(messages(-1)[2]?.content.includes('/* by hand */ return value / 2;'));
    assert.equal(await proposedText(), withBody('return value * 0.5;'));
  });

  it('leaves the proposal as it was when the follow-up fails, is cancelled or changes nothing', async () => {
    await propose();
    world.server.reply(...lasting(status(500, 'broken')));
    assert.equal(await run('refineProposal', { instruction: 'multiply' }), 'failed');
    assert.equal(await proposedText(), withBody('return value / 2;'));
    await run('resetBreaker');
    world.server.reset();
    world.server.reply(chatAnswer(fenced(unit('return value * 0.5;')), { firstDelayMs: 5000 }));
    const cancelled = run('refineProposal', { instruction: 'multiply' });
    await eventually('the request', () => world.server.requests.length === 1);
    await run('cancel');
    assert.equal(await cancelled, 'cancelled');
    assert.equal(await proposedText(), withBody('return value / 2;'));
    world.server.reply(chatAnswer(fenced(unit('return Math.floor(value / 2);'))));
    assert.equal(await run('refineProposal', { instruction: 'undo it' }), 'nothing');
    assert.equal(await proposedText(), withBody('return value / 2;'));
    await run('acceptProposal');
    assert.deepEqual(proposalTabs(), [], 'it can still be accepted');
  });

  it('offers the proposal before when the refined answer is of no use', async () => {
    const { document } = await propose();
    world.server.reply(chatAnswer('I would rather not.'));
    assert.equal(await run('refineProposal', { instruction: 'multiply' }), 'problem');
    await run('acceptProposal');
    assert.equal(document.getText(), file, 'a faulty answer is not accepted');
    await decide('without code', 'Earlier Proposal');
    await eventually('it is back', async () => (await proposedText()) === withBody('return value / 2;'));
    await run('acceptProposal');
    assert.equal(document.getText(), withBody('return value / 2;'));
  });

  it('says how much of the conversation has no room in the model, and does not send that', async () => {
    await setting('capabilities', { [new URL(world.server.url).host]: { contextWindow: 700 } });
    try {
      await propose();
      for (const step of ['one', 'two']) {
        const talk = `Because of ${step}: ${'so it goes '.repeat(60)}`;
        world.server.reply(chatAnswer(`${talk}\n\n${fenced(unit(`return value / 2; // ${step}`))}`));
        assert.equal(await run('refineProposal', { instruction: `step ${step}` }), 'ready');
      }
      world.server.reply(chatAnswer(fenced(unit('return value * 0.5;'))));
      const result = run('refineProposal');
      await box('Refine');
      await seen('without the first 2 exchanges, for which 700 tokens have no room', line);
      await answer('step three');
      assert.equal(await result, 'ready');
      const sent = JSON.stringify(messages(-1));
      assert.ok(!sent.includes('do not round') && !sent.includes('step one'), 'the oldest gave way');
      assert.ok(sent.includes('step two') && sent.includes('step three'));
      assert.ok(sent.includes('Math.floor'), 'the code of the file is still sent');
    } finally {
      await setting('capabilities', undefined);
    }
  });

  it('is regenerated as the follow-up it was', async () => {
    await propose();
    world.server.reply(chatAnswer(fenced(unit('return value * 0.5;'))));
    await run('refineProposal', { instruction: 'multiply instead' });
    world.server.reply(chatAnswer(fenced(unit('return 0.5 * value;'))));
    await run('regenerateProposal');
    assert.deepEqual(messages(-1), messages(-2));
    assert.equal(await proposedText(), withBody('return 0.5 * value;'));
  });

  it('is regenerated for the file as it is by then, also after its diff was closed', async () => {
    const { document } = await propose();
    world.server.reply(chatAnswer(fenced(unit('return value * 0.5;'))));
    await run('refineProposal', { instruction: 'multiply instead' });
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// meanwhile\n');
    edit.insert(document.uri, new vscode.Position(3, 25), ' // by hand');
    await vscode.workspace.applyEdit(edit);
    const meanwhile = document.getText();
    const expected = `// meanwhile\n${withBody('return 0.5 * value;')}`;
    world.server.reply(chatAnswer(fenced(unit('return 0.5 * value;'))));
    await run('regenerateProposal');
    assert.ok(JSON.stringify(messages(-1)).includes('// by hand'), 'the model sees the code of now');
    assert.match(messages(-1).at(-1)?.content ?? '', /^multiply instead\n/);
    assert.equal(await proposedText(), expected);
    await run('discardProposal');
    assert.equal(document.getText(), meanwhile);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), file);
    await propose();
    await reopened();
    await vscode.workspace.applyEdit(edit);
    world.server.reply(chatAnswer(fenced(unit('return 0.5 * value;'))));
    await run('regenerateProposal');
    assert.ok(JSON.stringify(messages(-1)).includes('// by hand'), 'the model sees the code of now');
    assert.equal(await proposedText(), expected);
    await run('acceptProposal');
    assert.equal(document.getText(), expected);
  });

  it('has nothing to follow where no model was asked about code, and says so', async () => {
    await world.open('half.ts', file, 3);
    const words = JSON.stringify({ summary: 'Half of a value.', parameters: [], returns: 'Half.' });
    world.server.replyAlways(() => chatAnswer(words));
    assert.equal(await run('document'), 'ready');
    assert.equal(await run('refineProposal', { instruction: 'shorter' }), undefined);
    await told('nothing to refine');
    assert.equal(world.server.requests.length, 1);
  });
});

describe('Copy Answer', () => {
  const world = inWorld();

  it('puts what the model said on the clipboard exactly as it came, for a sound answer and for a faulty one', async () => {
    for (const [said, result] of [
      [`Gladly:\n\n${fenced(unit('return value / 2;'))}\nDone.`, 'ready'],
      ['I would rather not.', 'problem'],
    ] as const) {
      await world.open('half.ts', file, 3);
      world.server.reply(chatAnswer(said));
      assert.equal(await run('generate', { instruction: 'do not round' }), result);
      await vscode.env.clipboard.writeText('');
      await run('copyAnswer');
      assert.equal(await vscode.env.clipboard.readText(), said);
      await run('discardProposal');
    }
  });
});
