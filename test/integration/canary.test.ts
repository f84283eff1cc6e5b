import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { HealthReport } from '../../src/provider/health.ts';
import { leakIn } from '../support/leaks.ts';
import { chatAnswer, sse, status, streamOf } from '../support/scriptedReply.ts';
import type { Reply } from '../support/scriptedReply.ts';
import {
  answer,
  box,
  dismissed,
  needsPerson,
  noMessages,
  press,
  read,
  readPage,
  rows,
  told,
} from './support/person.ts';
import { createWorld, eventually, run, setting, tidy, type World } from './support/world.ts';

const key = 'sk-canary-4h8k2m6q9w3x7z1v5b0n4c8j2h6g0d3s7a1p5l9t-canary';
const header = 'Basic Y2FuYXJ5LWhvc3QtaGVhZGVyOnI5dDV5MnU2';
const dump = { error: { message: `refused: Bearer ${key}, x-gateway: ${header}`, type: key, code: key } };

/** What servers do that repeat what they were given. */
const replies: readonly Reply[] = [
  status(401, dump, { 'x-request-id': key }),
  status(400, `<html>Authorization: Bearer ${key}\nx-gateway: ${header}</html>`),
  streamOf([sse(dump)]),
  streamOf([`<html>${key}</html>`], { contentType: 'text/html' }),
  chatAnswer('', { model: key, headers: { 'x-request-id': header } }),
  status(307, '', { location: `https://user:${key}@elsewhere.example/?k=${key}` }),
];

/** Every file the editor keeps, but for settings and its own copies of them: what a person wrote there stays there. */
function filesOfTheEditor(): ReadonlyMap<string, string> {
  const root = join(tmpdir(), 'ud');
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'settings.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((name) => !/CachedConfigurations|User\/History/.test(name));
  return new Map(names.map((name) => [name, readFileSync(name, 'latin1')]));
}

describe('A planted key', () => {
  let world: World;
  before(needsPerson);
  before(async () => {
    world = await createWorld();
    await world.begin();
    const entered = run('setKey');
    await box('Key for');
    await answer(key);
    assert.equal(await entered, true);
    await setting('headers', { 'x-gateway': header });
  });
  after(async () => {
    await setting('headers', undefined);
    await dismissed(run('forgetKey'));
    await tidy(world);
    await world.end();
  });

  it('is sent to its server and seen nowhere else: no message, page, list, export, log or file', async function () {
    this.timeout(120_000);
    const shown: string[] = [];
    await world.open('one.ts', 'export const one = 1;\n');
    for (const reply of replies) {
      world.server.replyAlways(reply);
      for (const verb of ['analyze', 'explain']) {
        await run(verb);
        // The messages come a moment after the command: the first one is waited for, the others have the same way.
        if (verb === 'analyze' && reply === replies[0]) shown.push(await told('refused'));
        if (verb === 'explain') shown.push(...(await readPage('body')));
        await vscode.commands.executeCommand('notifications.showList');
        shown.push(...(await read('.notifications-center .notification-list-item')));
      }
      await noMessages();
      await run('resetBreaker');
    }
    assert.equal(world.server.requests[0]?.headers.authorization, `Bearer ${key}`);
    assert.equal(world.server.requests[0]?.headers['x-gateway'], header);
    shown.push(JSON.stringify(await run<HealthReport>('checkHealth', { show: false, token: true })));
    await vscode.env.clipboard.writeText('');
    await run('copyMetrics');
    shown.push(
      await eventually('metrics', async () => {
        const text = await vscode.env.clipboard.readText();
        return text.includes('codex_requests_total') && text;
      }),
    );
    const usage = run('showUsage');
    await box('Usage');
    shown.push(...(await rows()), ...(await read('.statusbar-item')));
    await press('Escape');
    await usage;
    const configuration = run('showConfiguration');
    await box('Effective configuration');
    shown.push(...(await rows()));
    await press('Escape');
    await configuration;
    assert.equal(leakIn(shown.join('\n'), [key, header]), undefined);
    assert.ok(
      shown.some((text) => text.includes('refused')),
      'failures were shown',
    );

    const files = await eventually('the log on disk', () => {
      const found = filesOfTheEditor();
      const log = [...found].find(
        ([name, text]) => name.endsWith('OpenCrates.log') && text.includes('"event":"attempt"'),
      );
      return log !== undefined && found;
    });
    const leaks = [...files].flatMap(([name, text]) => {
      const leak = leakIn(text, [key, header]);
      return leak === undefined ? [] : [`${name}: ${leak}`];
    });
    assert.deepEqual(leaks, []);
  });
});
