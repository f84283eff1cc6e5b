import assert from 'node:assert/strict';
import { chatAnswer, status } from '../support/scriptedReply.ts';
import { modelList } from '../support/scriptedServer.ts';
import { answer, box, choose, click, press, rows, seen, told } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { eventually, fenced, run, setting } from './support/world.ts';

const file = 'export function half(value: number): number {\n  return value / 2;\n}\n';
const better = fenced('export function half(value: number): number {\n  return value * 0.5;\n}');
const line = '.quick-input-widget .quick-input-message';
const gear = '.quick-input-widget:visible .quick-input-titlebar .codicon-gear';

describe('Options for one request', function () {
  // Many gestures, one after the other.
  this.timeout(60_000);
  const world = inWorldOfAPerson();

  const sent = (): readonly (readonly unknown[])[] =>
    world.server.requests.map(({ body }) => {
      const { model, temperature, max_tokens: limit } = JSON.parse(body) as Record<string, unknown>;
      return [model, temperature, limit];
    });

  it('are chosen from the instruction box, shown under it, sent, and kept when it is generated again', async () => {
    world.server.replyModels(modelList('scripted', 'other-coder'));
    world.server.reply(chatAnswer(better), chatAnswer(better), chatAnswer(better));
    await world.open('half.ts', file, 1);
    const result = run('generate');
    await box('Generate');
    await answer('multiply', 'End');
    await click(gear);
    await box('Options for this request');
    await choose('Model');
    await box('Model for this request');
    await eventually('the other model', async () =>
      seen('other-coder', '.quick-input-list .monaco-list-row').then(() => true),
    );
    await choose('other-coder');
    await box('Options for this request');
    await choose('Temperature');
    await box('Temperature');
    await answer('0.9');
    await box('Options for this request');
    await choose('Longest answer');
    await box('Longest answer');
    await answer('777');
    await box('Options for this request');
    await choose('Back to the instruction');
    await box('Generate');
    const words = await seen('other-coder', line);
    assert.match(words, /other-coder on this computer · temperature 0\.9 · at most 777 tokens/);
    await press('Enter');
    assert.equal(await result, 'ready');
    assert.ok(world.server.requests[0]?.body.includes('multiply'), 'what was typed before is still there');
    await run('regenerateProposal');
    await eventually('the second request', () => world.server.requests.length === 2);
    await eventually('its end', () => world.server.requests[1]?.answeredAt !== undefined);
    await run('discardProposal');
    assert.equal(await run('generate', { instruction: 'once more' }), 'ready');
    assert.deepEqual(sent(), [
      ['other-coder', 0.9, 777],
      ['other-coder', 0.9, 777],
      ['scripted', 0.2, 4096],
    ]);
  });

  it('are reached and chosen by keyboard alone, and the instruction stays what was typed', async () => {
    for (const instruction of ['an earlier wish', 'a later wish']) {
      world.server.reply(chatAnswer(better));
      await world.open('half.ts', file, 1);
      assert.equal(await run('generate', { instruction }), 'ready');
      await run('discardProposal');
    }
    await world.open('half.ts', file, 1);
    const result = run('generate');
    await box('Generate');
    await answer('multiply', 'Shift+Tab');
    await press('ArrowRight');
    await press('Enter');
    await box('Options for this request');
    for (const [key, row] of [
      ['ArrowDown', 'Temperature'],
      ['ArrowDown', 'Longest answer'],
      ['ArrowUp', 'Temperature'],
    ] as const) {
      await press(key);
      await seen(row, '.quick-input-list .monaco-list-row.focused');
    }
    await press('Enter');
    await box('Temperature');
    await answer('0.9');
    await box('Options for this request');
    await press('ArrowUp');
    await seen('Back to the instruction', '.quick-input-list .monaco-list-row.focused');
    await press('Enter');
    await box('Generate');
    world.server.reply(chatAnswer(better));
    await press('Enter');
    assert.equal(await result, 'ready');
    assert.deepEqual(sent().at(-1), ['scripted', 0.9, 4096]);
    const last = world.server.requests.at(-1)?.body ?? '';
    assert.ok(last.includes('multiply') && !last.includes('wish'), last);
  });

  it('are refused when they are no numbers in range, and go back to what is configured', async () => {
    world.server.reply(chatAnswer(better));
    await world.open('half.ts', file, 1);
    const result = run('generate');
    await box('Generate');
    await click(gear);
    await choose('Temperature');
    await box('Temperature');
    await answer('3');
    await seen('A number from 0 (the same each time) to 2.', line);
    await press('Escape');
    await box('Options for this request');
    await choose('Longest answer');
    await box('Longest answer');
    await answer('12');
    await box('Options for this request');
    await choose('Reset to');
    await box('Options for this request');
    await press('Escape');
    await box('Generate');
    await answer('multiply');
    assert.equal(await result, 'ready');
    assert.deepEqual(sent(), [['scripted', 0.2, 4096]]);
  });

  it('say which temperature is sent where none is chosen', async () => {
    await world.open('half.ts', file, 1);
    const temperature = async (): Promise<string | undefined> => {
      const result = run('generate');
      await box('Generate');
      await click(gear);
      await box('Options for this request');
      const row = (await rows()).find((each) => each.startsWith('Temperature'));
      await press('Escape');
      await box('Generate');
      await press('Escape');
      await result;
      return row;
    };
    assert.match((await temperature()) ?? '', /0\.2, by default$/);
    await setting('temperature', 0.5);
    try {
      assert.match((await temperature()) ?? '', /0\.5, as configured$/);
    } finally {
      await setting('temperature', undefined);
    }
  });

  it('name the model of the request when it fails, whether before its answer or in the middle of it', async () => {
    await world.open('half.ts', file, 1);
    const asked = { instruction: 'multiply', model: 'given' };
    world.server.reply(status(404, { error: { message: "model 'given' not found", type: 'api_error' } }));
    assert.equal(await run('generate', asked), 'failed');
    await told('has no model named given.');
    world.server.reply(chatAnswer(better, { finishReason: 'content_filter' }));
    assert.equal(await run('generate', asked), 'problem');
    await told('given declined to answer this.');
  });

  it('come with a call, and what cannot be used of them is left out', async () => {
    world.server.reply(chatAnswer(better), chatAnswer(better));
    await world.open('half.ts', file, 1);
    await run('generate', { instruction: 'multiply', model: 'given', temperature: 1, maxTokens: 99 });
    await run('discardProposal');
    await run('generate', { instruction: 'multiply', model: '', temperature: 9, maxTokens: 'many' });
    assert.deepEqual(sent(), [
      ['given', 1, 99],
      ['scripted', 0.2, 4096],
    ]);
  });
});
