import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { HealthReport } from '../../src/provider/health.ts';
import { chatAnswer, stall, status } from '../support/scriptedReply.ts';
import { box, choose, press, read, rows, seen, told } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { createWorld, eventually, run, type World } from './support/world.ts';

describe('The health of a connection', () => {
  const world = inWorldOfAPerson();

  const host = (): string => `127.0.0.1:${world.server.port}`;
  const row = (words: string): Promise<string> => seen(words, '.quick-input-widget:visible .monaco-list-row');

  it('is shown step by step, and its report copied without anything secret', async () => {
    const checked = run<HealthReport>('checkHealth');
    await box(`Health of ${host()}`);
    await row('Copy report');
    const listed = await rows();
    const starts = [
      'Name127.0.0.1',
      'Proxynone',
      'Encryptionnone',
      `Server${host()} answers`,
      'Keynone needed',
    ];
    for (const [index, start] of [...starts, 'Modelscripted', 'One tokenit came'].entries())
      assert.ok(
        (listed[index] ?? '').replaceAll(' ', '').startsWith(start.replaceAll(' ', '')),
        listed[index],
      );
    await choose('Copy report');
    const text = await eventually('the report in the clipboard', async () => {
      const copied = await vscode.env.clipboard.readText();
      return copied.startsWith('OpenCrates 0.') && copied;
    });
    assert.match(text, /✓ Name: 127\.0\.0\.1\n✓ Proxy: none\n✓ Encryption: none/u);
    assert.match(text, /✓ One token: it came/u);
    await press('Escape');
    assert.equal((await checked).ok, true);
  });

  it('says what is wrong and what to do about it', async () => {
    world.server.replyModels(status(401, { error: { message: 'no', type: 'authentication_error' } }));
    const checked = run<HealthReport>('checkHealth');
    await row('Copy report');
    await row('Key: failed');
    assert.ok((await rows()).some((text) => text.includes('it wants a valid key')));
    await choose('Enter Key');
    await box('Key for');
    await press('Escape');
    assert.equal((await checked).ok, false);
  });

  it('can be left while a server does not answer', async () => {
    world.server.replyModels(stall);
    const checked = run('checkHealth');
    await row('Proxy');
    await press('Escape');
    assert.equal(await checked, undefined);
  });

  it('is told once when a server fails again and again', async () => {
    await world.open('one.ts', 'export const one = 1;\n');
    world.server.replyAlways(status(500, 'broken'));
    for (let count = 0; count < 5; count += 1) await run('analyze');
    await told('failed 4 times in a row');
    const messages = await read('.notifications-center .notification-list-item-message');
    assert.equal(messages.filter((text) => text.includes('failed 4 times in a row')).length, 1);
    world.server.replyAlways(chatAnswer(''));
    await run('analyze');
  });
});

describe('The health of a connection, for a caller', () => {
  let world: World;
  before(async () => {
    world = await createWorld();
  });
  after(() => world.end());

  it('is a report without a page, and asks for a token only when allowed', async () => {
    const free = await run<HealthReport>('checkHealth', { show: false });
    assert.deepEqual(
      free.steps.map(({ name, ok }) => [name, ok]),
      ['name', 'proxy', 'tls', 'endpoint', 'key', 'model'].map((name) => [name, true]),
    );
    assert.equal(world.server.requests.length, 0);
    const billed = await run<HealthReport>('checkHealth', { show: false, token: true });
    assert.deepEqual([billed.ok, billed.steps.at(-1)?.name], [true, 'stream']);
    assert.equal(world.server.requests.length, 1);
  });
});
