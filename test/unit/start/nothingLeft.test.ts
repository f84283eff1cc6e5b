import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { editorFolder } from '../../support/installCodeServer.ts';

const fixture = path.resolve(import.meta.dirname, '../../start/killFixture.ts');

// Measuring coverage inside the editor's own processes takes seconds and tells nothing.
const environment = { ...process.env, NODE_V8_COVERAGE: undefined, npm_lifecycle_event: undefined };

interface Started {
  /** The process the test may kill: the start program, or the shell above it. */
  readonly top: number;
  readonly below: readonly number[];
  readonly scratch: string;
}

async function start(
  options: { readonly mode?: 'stubborn' | 'real'; readonly underShell?: boolean } = {},
): Promise<Started> {
  const words = [process.execPath, fixture, options.mode ?? 'tidy'];
  const command =
    options.underShell === true ? ['sh', '-c', `${words.map((word) => `'${word}'`).join(' ')}; true`] : words;
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    env: environment,
  });
  for await (const line of readline.createInterface({ input: child.stdout })) {
    const scratch = /scratch=(.*)$/.exec(line)?.[1];
    if (scratch === undefined) continue;
    await waitFor(() =>
      existsSync(path.join(scratch, options.mode === 'real' ? 'config.yaml' : 'left.sock')),
    );
    child.stdout.resume();
    const top = child.pid ?? 0;
    return { top, below: descendants(top), scratch };
  }
  throw new Error('The start program ended before the editor was ready.');
}

function descendants(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function isRunning(pid: number): boolean {
  try {
    // A process that has ended but was not yet asked for its exit code is no longer running.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function waitFor(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 12_000;
  while (!condition() && Date.now() < deadline) await sleep(50);
}

async function assertNothingIsLeft(started: Started): Promise<void> {
  assert.ok(started.below.length >= 2, 'the editor and its guard were running');
  const left = (): readonly number[] => [started.top, ...started.below].filter(isRunning);
  await waitFor(() => left().length === 0 && !existsSync(started.scratch));
  assert.deepEqual(
    { processes: left(), scratch: existsSync(started.scratch) },
    { processes: [], scratch: false },
  );
}

describe('Ending npm start', function () {
  this.timeout(60_000);

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    it(`leaves no process, socket or folder after ${signal}`, async () => {
      const started = await start();
      process.kill(started.top, signal);
      await assertNothingIsLeft(started);
    });

  it('leaves nothing after SIGKILL, even of programs that ignore being asked to end', async () => {
    const started = await start({ mode: 'stubborn' });
    process.kill(started.top, 'SIGKILL');
    await assertNothingIsLeft(started);
  });

  it('leaves nothing when the parent is killed', async () => {
    const started = await start({ underShell: true });
    process.kill(started.top, 'SIGKILL');
    await assertNothingIsLeft(started);
  });

  it('leaves nothing of the real editor after SIGKILL', async function () {
    if (!existsSync(path.join(editorFolder(), 'installed.json'))) this.skip();
    const started = await start({ mode: 'real' });
    process.kill(started.top, 'SIGKILL');
    await assertNothingIsLeft(started);
  });
});
