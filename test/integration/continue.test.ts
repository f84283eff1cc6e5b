import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { chatAnswer, lasting, status } from '../support/scriptedReply.ts';
import { buttonsOf, decide, noMessages, told } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { eventually, fenced, proposedText, reopened, run } from './support/world.ts';

const file = 'export function half(value: number): number {\n  return value / 2;\n}\n';
const better =
  'export function half(value: number): number {\n  if (value === 0) {\n    return 0;\n  }\n  return value * 0.5;\n}\n';
const lines = better.split('\n');
const begun = `Here it is:\n\n\`\`\`ts\n${lines.slice(0, 4).join('\n')}\n  retu`;
const leftOut = fenced(
  'export function half(value: number): number {\n  // ... existing code ...\n  return 1;\n}',
);
const cut = { finishReason: 'length' };
const broken = lasting(status(500, { error: { message: 'broken', type: 'server_error' } }));

describe('An answer that is not whole', () => {
  const world = inWorldOfAPerson();

  async function generate(text: string, options: object = cut): Promise<vscode.TextDocument> {
    const { document } = await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(text, options));
    assert.equal(await run('generate', { instruction: 'multiply' }), 'problem');
    return document;
  }

  for (const [what, rest] of [
    ['as it is', `${lines.slice(4).join('\n')}\`\`\`\n`],
    ['with a line said again', `${lines.slice(3).join('\n')}\`\`\`\n`],
    ['in a fence of its own', `Going on:\n\n${fenced(lines.slice(2, 6).join('\n'))}`],
    ['from the beginning', fenced(better.trimEnd())],
  ] as const)
    it(`is gone on from without a seam when the rest comes ${what}`, async () => {
      const document = await generate(begun);
      world.server.reply(chatAnswer(rest));
      await decide('reached its limit', 'Continue');
      await eventually('the whole', async () => (await proposedText()) === better);
      const asked = JSON.parse(world.server.requests[1]?.body ?? '') as {
        readonly messages: readonly { readonly role: string; readonly content: string }[];
      };
      const [said, again] = asked.messages.slice(-2);
      assert.deepEqual([said?.role, again?.role], ['assistant', 'user']);
      assert.ok(said?.content.endsWith(`${lines[3] ?? ''}\n`), said?.content);
      await eventually('ready', async () => {
        await run('acceptProposal');
        return document.getText() === better;
      });
    });

  it('may break off again, and be gone on from again', async () => {
    await generate(begun);
    world.server.reply(chatAnswer(`${lines.slice(4, 5).join('\n')}\n}`, cut));
    await decide('reached its limit', 'Continue');
    await eventually('the second request', () => world.server.requests.length === 2);
    await noMessages();
    world.server.reply(chatAnswer('}\n```\n'));
    await run('showProblem');
    await decide('reached its limit', 'Continue');
    await eventually('the whole', async () => (await proposedText()) === better);
  });

  it('stays as it was when the rest does not come', async () => {
    await generate(begun);
    world.server.reply(...broken);
    await decide('reached its limit', 'Continue');
    await told('problem of its own');
    await noMessages();
    await run('showProblem');
    assert.deepEqual(await buttonsOf('reached its limit'), [
      'Continue',
      'Show Anyway',
      'Raise the Limit',
      'Discard',
    ]);
    assert.equal(await proposedText(), file);
  });

  it('may be gone on from after a reload, with the same next steps', async () => {
    await generate(begun);
    await noMessages();
    await reopened();
    await run('showProblem');
    assert.deepEqual(await buttonsOf('reached its limit'), [
      'Continue',
      'Show Anyway',
      'Raise the Limit',
      'Discard',
    ]);
    world.server.reply(chatAnswer(`${lines.slice(4).join('\n')}\`\`\`\n`));
    await decide('reached its limit', 'Continue');
    await eventually('the whole', async () => (await proposedText()) === better);
  });

  it('may be asked for in full after a reload', async () => {
    await generate(leftOut, {});
    await noMessages();
    await reopened();
    await run('showProblem');
    world.server.reply(chatAnswer(fenced(better.trimEnd())));
    await decide('leaves out part', 'Continue');
    await eventually('the whole', async () => (await proposedText()) === better);
  });

  it('is asked for in full when it leaves code out', async () => {
    await generate(leftOut, {});
    world.server.reply(chatAnswer(fenced(better.trimEnd())));
    await decide('leaves out part', 'Continue');
    await eventually('the whole', async () => (await proposedText()) === better);
  });
});
