import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { bundleTests, testsIn } from '../integration/harness/bundleTests.ts';
import { type HostEnd, runHostIn } from '../integration/harness/runHost.ts';
import { launchBrowser } from '../support/browser.ts';
import { type CodeServer, startCodeServer } from '../support/codeServer.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { countOutcomes } from '../support/stageReport.ts';

const hosts = join(repositoryRoot, 'test/fixtures/hosts');

describe('The runner of tests inside the extension host', () => {
  let browser: Browser;
  let server: CodeServer;
  let scratch: string;

  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'opencrates-hosts-'));
    browser = await launchBrowser();
    server = await startCodeServer({ smoke: true });
  });

  after(async () => {
    await browser.close();
    await server.stop();
    await rm(scratch, { recursive: true, force: true });
  });

  async function run(name: string): Promise<HostEnd> {
    const output = join(repositoryRoot, '.test-out/hosts', name);
    return runHostIn(browser, server, {
      extension: join(hosts, 'trivial'),
      tests: await bundleTests({ tests: testsIn(join(hosts, name)), outdir: output }),
      workspace: scratch,
      report: join(scratch, `${name}.json`),
      environment: { OPENCRATES_FIXTURE: 'passes' },
      timeoutMs: 60_000,
      print: () => {},
    });
  }

  it('loads the extension under test and reports what passed', async () => {
    const { exit, report } = await run('good');
    assert.equal(exit, 0);
    assert.deepEqual(
      report?.tests.map(({ title, outcome }) => [title, outcome]),
      [
        ['The trivial extension answers', 'passed'],
        ['The trivial extension sees the environment it was given', 'passed'],
      ],
    );
  });

  it('reports a failing test and does not exit with 0', async () => {
    const { exit, report } = await run('bad');
    assert.notEqual(exit, 0);
    assert.deepEqual(countOutcomes(report ?? { tests: [] }), { passed: 1, failed: 1, notRun: 0 });
  });

  it('has no report of a host that died, whatever it exited with', async () => {
    assert.equal((await run('crash')).report, undefined);
  });
});
