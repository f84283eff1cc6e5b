import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readline from 'node:readline';
import { needsModel } from '../model/realModel.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';

const address = /^http:\/\/127\.0\.0\.1:\d+\/\?folder=/;

/** One `npm start` until it was ended: the lines it printed, and when the editor's address was among them. */
interface Start {
  readonly printed: readonly string[];
  /** Seconds until the line with the address; undefined when it never came. */
  readonly readyAfter: number | undefined;
  /** The status of the page at that address, asked for while the start was up. */
  readonly page: number | undefined;
}

/** Starts for a person of its own, so that what is kept of a real one stays as it is, and ends with Ctrl-C when ready. */
async function start(home: string): Promise<Start> {
  const began = performance.now();
  const child = spawn('npm', ['start', '--silent', '--', '--no-open'], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, XDG_STATE_HOME: home, DISPLAY: undefined, WAYLAND_DISPLAY: undefined },
    detached: true,
  });
  const ended = once(child, 'exit');
  const printed: string[] = [];
  let ready: Pick<Start, 'readyAfter' | 'page'> = { readyAfter: undefined, page: undefined };
  try {
    for await (const line of readline.createInterface({ input: child.stdout })) {
      printed.push(line);
      if (!address.test(line)) continue;
      const readyAfter = (performance.now() - began) / 1000;
      ready = { readyAfter, page: (await fetch(line)).status };
      process.kill(-(child.pid ?? 0), 'SIGINT');
    }
  } finally {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  }
  await ended;
  return { printed, ...ready };
}

describe('npm start', function () {
  needsModel(this);
  let home: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'oc-start-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  it('is ready within 15 seconds the second time, with the model on this computer', async function () {
    this.timeout(600_000);
    const first = await start(home);
    assert.equal(first.page, 200, first.printed.join('\n'));
    const second = await start(home);
    const said = second.printed.join('\n');
    assert.equal(second.page, 200, said);
    assert.match(said, /qwen2\.5-coder-0\.5b answers on this computer/);
    assert.match(said, /Your copy of the examples, as you left it/);
    console.log(`        the second start was ready after ${second.readyAfter?.toFixed(1)} s`);
    assert.ok((second.readyAfter ?? Infinity) < 15, `it took ${second.readyAfter} s\n${said}`);
  });
});
