import assert from 'node:assert/strict';
import { statusTooltip, type TooltipFacts } from '../../src/editor/statusTooltip.ts';
import { createLedger, type Ledger } from '../../src/ledger/ledger.ts';
import { resolveConfig } from '../../src/provider/config.ts';
import { chatAnswer, stall, status } from '../support/scriptedReply.ts';
import { click, needsPerson, noMessages, press, read, seen } from './support/person.ts';
import { createWorld, run, setting, tidy, type World } from './support/world.ts';

const item = '.statusbar-item[id^="opencrates.opencrates"]';

describe('The status bar', () => {
  let world: World;
  before(needsPerson);
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => world.begin());
  afterEach(async () => {
    await noMessages();
    await tidy(world);
  });
  after(() => world?.end());

  const shows = (text: string): Promise<string> => seen(text, item);

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
    const listed = await read('.quick-input-widget .monaco-list-row .label-name');
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
    world.server.reply(status(500, 'broken'));
    await run('analyze');
    await shows('failed');
    await run('analyze');
    await shows('OpenCrates');
  });

  it('forgets a failure when the settings change', async () => {
    await world.open('one.ts', 'export const one = 1;\n');
    world.server.reply(status(500, 'broken'));
    await run('analyze');
    await shows('failed');
    await setting('model', 'another');
    await shows('OpenCrates');
    await setting('model', 'scripted');
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
      stored: 'stored',
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

  it('takes nothing in a name for markup', () => {
    const text = tooltip('[x](command:evil) | $(trash) <b>');
    assert.doesNotMatch(text, /\(command:evil\)|\$\(trash\)|<b>/);
  });
});
