import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { readExposition } from '../support/readExposition.ts';
import { needsPerson, noMessages, told } from './support/person.ts';
import { inWorld } from './support/inWorld.ts';
import { eventually, run, setting } from './support/world.ts';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('Metrics', () => {
  const world = inWorld();

  async function ask(): Promise<void> {
    await world.open('one.ts', 'export const one = 1;\n');
    await run('analyze');
  }

  async function copied(command: string, fits: (text: string) => boolean): Promise<string> {
    await vscode.env.clipboard.writeText('');
    await run(command);
    return eventually(`what ${command} copies`, async () => {
      const text = await vscode.env.clipboard.readText();
      return fits(text) && text;
    });
  }

  it('are copied in a format that a collector reads', async () => {
    await ask();
    const text = await copied('copyMetrics', (candidate) => candidate.includes('codex_requests_total'));
    const families = readExposition(text);
    const requests = families.find(({ name }) => name === 'codex_requests_total')?.samples ?? [];
    const wanted = { model: 'scripted', task: 'analyze', outcome: 'ok' };
    const ours = requests.find(({ labels }) =>
      Object.entries(wanted).every(([label, value]) => labels.get(label) === value),
    );
    assert.ok((ours?.value ?? 0) >= 1, text);
    assert.ok(families.some(({ name }) => name === 'gen_ai_client_operation_duration_seconds'));
  });

  it('are served on this computer to who has the token, as long as the setting says so', async () => {
    await ask();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/metrics`;
    await setting('metrics.port', port);
    const token = await copied('copyMetricsToken', (candidate) => /^[\w-]{43}$/u.test(candidate));
    const headers = { authorization: `Bearer ${token}` };
    const text = await eventually('an answer', async () => {
      const response = await fetch(url, { headers }).catch(() => undefined);
      return response?.status === 200 && response.text();
    });
    assert.ok(readExposition(text).length > 0);
    assert.equal((await fetch(url)).status, 401);
    await setting('metrics.port', undefined);
    await eventually(
      'silence',
      async () => (await fetch(url, { headers }).catch(() => undefined)) === undefined,
    );
  });

  describe('in front of a person', () => {
    before(needsPerson);
    afterEach(noMessages);

    it('say so when their port is taken', async () => {
      await setting('metrics.port', world.server.port);
      await told('Metrics are not served from this window');
      await setting('metrics.port', undefined);
    });
  });
});
