import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { countOutcomes } from '../support/stageReport.ts';
import { bundleTests } from './harness/bundleTests.ts';
import { hostEnvironment } from './harness/hostProtocol.ts';
import { runHost } from './harness/runHost.ts';
import { layOutSourceExtension } from './harness/sourceExtension.ts';

// Runs test/integration/*.test.ts inside a real extension host that has loaded the built extension:
// `node test/integration/runner.ts [--grep words] [--report file] [--coverage folder]`.
// With --coverage the host runs the sources instead of the bundle, so that coverage is exact.

const { values } = parseArgs({
  options: { grep: { type: 'string' }, report: { type: 'string' }, coverage: { type: 'string' } },
});
if (!existsSync(join(repositoryRoot, 'dist/extension.js'))) throw new Error('Run `npm run build` first.');
const output = join(repositoryRoot, '.test-out');
const workspace = await mkdtemp(join(tmpdir(), 'opencrates-workspace-'));
try {
  const extension =
    values.coverage === undefined
      ? repositoryRoot
      : await layOutSourceExtension(join(output, 'host-extension'));
  const sources = values.coverage === undefined ? undefined : extension;
  const tests = await bundleTests(import.meta.dirname, join(output, 'integration'), sources);
  const end = await runHost({
    extension,
    tests,
    workspace,
    report: values.report ?? join(output, 'reports/integration.json'),
    environment: {
      [hostEnvironment.repository]: repositoryRoot,
      ...(values.grep !== undefined && { [hostEnvironment.grep]: values.grep }),
      ...(values.coverage !== undefined && { NODE_V8_COVERAGE: values.coverage }),
    },
    timeoutMs: 10 * 60_000,
    print: (line) => console.log(line),
  });
  const failed = end.report === undefined ? 1 : countOutcomes(end.report).failed;
  if (end.report === undefined)
    console.log(`The host wrote no report (exit ${end.exit}).\n${end.chatter.join('\n')}`);
  if (end.report?.tests.length === 0) console.log('no tests ran in the host');
  process.exitCode = end.exit === 0 && failed === 0 && (end.report?.tests.length ?? 0) > 0 ? 0 : 1;
} finally {
  await rm(workspace, { recursive: true, force: true });
}
