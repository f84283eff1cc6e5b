import assert from 'node:assert/strict';
import { statusTooltip, type TooltipFacts } from '../../src/editor/statusTooltip.ts';
import { createLedger, type Ledger } from '../../src/ledger/ledger.ts';
import type { Traffic } from '../../src/editor/traffic.ts';
import type { Circuit } from '../../src/provider/breakers.ts';
import { resolveConfig } from '../../src/provider/config.ts';
import type { Wait } from '../../src/provider/waits.ts';
import { chatAnswer, lasting, stall, status } from '../support/scriptedReply.ts';
import { statusItem } from '../support/statusItem.ts';
import { buttonsOf, click, decide, noMessages, press, read, seen, told } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { run, setting } from './support/world.ts';

describe('The status bar', () => {
  const world = inWorldOfAPerson();

  const shows = (text: string): Promise<string> => seen(text, statusItem);

  it('says what runs and for how long, and is quiet again afterwards', async () => {
    await world.open('one.ts', 'export const one = 1;\n');
    world.server.reply(chatAnswer('', { firstDelayMs: 1500 }));
    const result = run('analyze');
    await shows('Analyzing… 0 s');
    await shows('Analyzing… 1 s');
    await result;
    await shows('OpenCrates');
  });

  it('counts requests when there are several', async () => {
    await world.open('one.ts', 'export const one = 1;\n');
    world.server.reply(stall, stall);
    const both = [run('analyze'), run('explain')];
    await shows('2 requests…');
    await world.server.until((requests) => requests.length === 2);
    await world.open('two.ts', 'export const two = 1;\n');
    const cancelled = run('cancel');
    await seen('Cancel which requests?', '.quick-input-widget .quick-input-title');
    const listed = await read('.quick-input-widget .monaco-list-row .label-name:visible');
    assert.deepEqual(listed, ['Analyzing', 'Explaining']);
    for (const row of ['Analyzing', 'Explaining'])
      await click(`.quick-input-widget .monaco-list-row:has-text("${row}")`);
    await press('Enter');
    await cancelled;
    await Promise.all(both);
    await shows('OpenCrates');
  });

  it('keeps a failure in view until a request succeeds', async () => {
    await world.open('one.ts', 'export const one = 1;\n');
    world.server.reply(...lasting(status(500, 'broken')));
    await run('analyze');
    await shows('failed');
    await run('analyze');
    await shows('OpenCrates');
  });

  it('forgets a failure when the settings change', async () => {
    await world.open('one.ts', 'export const one = 1;\n');
    world.server.reply(...lasting(status(500, 'broken')));
    await run('analyze');
    await shows('failed');
    await setting('model', 'another');
    await shows('OpenCrates');
    await setting('model', 'scripted');
  });

  it('says when a request is tried again', async () => {
    await world.open('one.ts', 'export const one = 1;\n');
    world.server.reply(status(503, 'busy', { 'retry-after': '4' }));
    const result = run('analyze');
    await shows('trying again in');
    await result;
    await shows('OpenCrates');
    assert.equal(world.server.requests.length, 2);
  });

  it('says that a request waits for a limit of its own, and lets it go when that is raised', async () => {
    await setting('limits.requestsPerMinute', 1);
    try {
      await world.open('one.ts', 'export const one = 1;\n');
      await run('analyze');
      const waiting = run('analyze');
      await shows('waiting…');
      await run('cancel');
      await waiting;
      assert.equal(world.server.requests.length, 1);
      const another = run('analyze');
      await shows('waiting…');
      await setting('limits.requestsPerMinute', 2);
      await another;
      assert.equal(world.server.requests.length, 2);
    } finally {
      await setting('limits.requestsPerMinute', undefined);
    }
  });

  it('says until when a model that failed five times is left alone, and tries at once when told', async () => {
    await world.open('one.ts', 'export const one = 1;\n');
    world.server.reply(...lasting(status(500, 'broken')), ...lasting(status(500, 'broken')));
    await run('analyze');
    await noMessages();
    await run('analyze');
    await shows('paused until');
    assert.equal(world.server.requests.length, 5);
    await told('has a problem of its own');
    await noMessages();
    await run('analyze');
    assert.equal(world.server.requests.length, 5);
    assert.deepEqual(await buttonsOf('failed several times in a row'), ['Try Now', 'Switch Model']);
    world.server.reset();
    await decide('failed several times in a row', 'Try Now');
    await world.server.until((requests) => requests.length === 1);
    await shows('OpenCrates');
  });

  it('says simulated where no model is running', async () => {
    await setting('model', 'simulated');
    await shows('simulated');
    await setting('model', 'scripted');
    await shows('OpenCrates');
  });
});

describe('The tooltip of the status bar', () => {
  const ledgerOf = (day: object | undefined): Ledger => {
    const days = day === undefined ? [] : [{ date: '2027-03-04', requests: 2, failures: 1, ...day }];
    const store = { get: () => ({ version: 1, days }), set: () => Promise.resolve() };
    return createLedger(store, () => new Date(2027, 2, 4));
  };
  const tooltip = (
    model: string,
    more: Partial<TooltipFacts> = {},
    endpoint = 'https://models.example/v1',
  ): string =>
    statusTooltip({
      settings: {
        current: () => resolveConfig({ arguments: { endpoint, model }, environment: {}, settings: {} }),
        file: () => undefined,
        ready: () => Promise.resolve(),
        onDidChange: () => ({ dispose: () => undefined }),
        dispose: () => undefined,
      },
      ledger: ledgerOf(undefined),
      keyPlace: undefined,
      isSimulated: (name) => name === 'simulated',
      state: { kind: 'idle' },
      traffic: undefined,
      ...more,
    }).value;
  const cell = (text: string): string => text.replaceAll('.', '&#46;').replaceAll('-', '&#45;');

  it('names endpoint, model and that nothing was asked today', () => {
    const text = tooltip('gpt-x');
    for (const part of ['models.example', 'gpt-x', 'no requests']) assert.ok(text.includes(cell(part)), part);
    assert.ok(!text.includes('Key&nbsp;'));
  });

  it('tells where the key is', () => {
    const places = {
      stored: 'in the secret storage',
      environment: 'from the environment',
      none: 'none',
      unreadable: 'cannot be read',
    };
    for (const [keyPlace, words] of Object.entries(places) as [keyof typeof places, string][])
      assert.ok(tooltip('m', { keyPlace }).includes(`| Key&nbsp;&nbsp; | ${words} |`), words);
  });

  it('counts the tokens of today, and says when they are our own count', () => {
    const tokens = { promptTokens: 12_345, completionTokens: 67 };
    assert.ok(
      tooltip('m', { ledger: ledgerOf({ ...tokens, estimated: false }) }).includes(
        '| 12,345 tokens in, 67 out |',
      ),
    );
    assert.ok(
      tooltip('m', { ledger: ledgerOf({ ...tokens, estimated: true }) }).includes(
        '| about 12,345 tokens in, 67 out |',
      ),
    );
  });

  it('says what is simulated, what is on this computer and that the last request failed', () => {
    const text = tooltip(
      'simulated',
      { state: { kind: 'failed', failure: 'server' } },
      'http://127.0.0.1:1234/v1',
    );
    for (const part of ['simulated: no model is running', 'on this computer', '| failed |'])
      assert.ok(text.includes(part), part);
  });

  it('tells what waits for what, and what the breaker does, with a way to try now', () => {
    const traffic = (waits: readonly Wait[], circuit: Circuit): Traffic => ({
      waits: () => waits,
      circuit: () => circuit,
      recent: () => ({ attempts: 4, failures: 1, errorRate: 0.25, p50Ms: 340, p95Ms: 1240 }),
      now: () => 0,
      onChange: () => () => undefined,
    });
    const waits: readonly Wait[] = [
      { reason: 'retry', correlationId: 'a', kind: 'server', attempt: 2, until: 1 },
      { reason: 'rate', correlationId: 'b', until: 1 },
      { reason: 'slot', correlationId: 'c' },
      { reason: 'slot', correlationId: 'd' },
    ];
    const closed = tooltip('m', { traffic: traffic(waits, { state: 'closed', failures: 2 }) });
    assert.ok(closed.includes('| 1 to try again, 1 for a limit, 2 for other requests |'), closed);
    assert.doesNotMatch(closed, /Circuit breaker|Try now/);
    const hour = cell('4 requests, 1 failed, half within 340 ms, most within 1.2 s');
    assert.ok(closed.includes(`| Last hour&nbsp;&nbsp; | ${hour} |`), closed);
    const open = tooltip('m', { traffic: traffic([], { state: 'open', retryInMs: 5000 }) });
    assert.match(open, /\| Circuit breaker&nbsp;&nbsp; \| paused until /);
    assert.ok(open.includes('[Try now](command:opencrates.resetBreaker)'));
    assert.doesNotMatch(open, /Waiting/);
    for (const [isProbing, words] of [
      [true, 'one request tries whether it works again'],
      [false, 'the next request tries whether it works again'],
    ] as const)
      assert.ok(tooltip('m', { traffic: traffic([], { state: 'halfOpen', isProbing }) }).includes(words));
  });

  it('takes nothing in a name for markup', () => {
    const text = tooltip('[x](command:evil) | $(trash) <b>');
    assert.doesNotMatch(text, /\(command:evil\)|\$\(trash\)|<b>/);
  });
});
