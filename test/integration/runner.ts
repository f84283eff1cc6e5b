import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { filesOf, partNamed } from '../support/part.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { countOutcomes } from '../support/stageReport.ts';
import { bundleTests, testsIn } from './harness/bundleTests.ts';
import { hostEnvironment } from './harness/hostProtocol.ts';
import { runHost } from './harness/runHost.ts';
import { layOutSourceExtension } from './harness/sourceExtension.ts';
import { prepareNetwork } from './network/prepareNetwork.ts';

// Runs test/integration/*.test.ts inside a real extension host that has loaded the built extension:
// `node test/integration/runner.ts [--network] [--grep words] [--part 1/2] [--report file] [--coverage folder]`.
// With --network it runs test/integration/network/*.test.ts, in a host that trusts certificates made for the run.
// With --coverage the host runs the sources instead of the bundle, so that coverage is exact.

const { values } = parseArgs({
  options: {
    network: { type: 'boolean', default: false },
    grep: { type: 'string' },
    part: { type: 'string' },
    report: { type: 'string' },
    coverage: { type: 'string' },
  },
});
if (!existsSync(join(repositoryRoot, 'dist/extension.js'))) throw new Error('Run `npm run build` first.');
const output = join(repositoryRoot, '.test-out');
const part = partNamed(values.part);
const folder = values.network ? join(import.meta.dirname, 'network') : import.meta.dirname;
// Hosts that run at the same time write to folders of their own.
const name = `${values.network ? 'network' : 'integration'}${part.of === 1 ? '' : `-${part.number}`}`;
const workspace = await mkdtemp(join(tmpdir(), 'opencrates-workspace-'));
const certificates = await mkdtemp(join(tmpdir(), 'opencrates-certificates-'));
try {
  const extension =
    values.coverage === undefined ? repositoryRoot : await layOutSourceExtension(join(output, 'hosts', name));
  const end = await runHost({
    extension,
    tests: await bundleTests({
      tests: filesOf(testsIn(folder), part),
      outdir: join(output, name),
      ...(values.coverage !== undefined && { extension }),
    }),
    workspace,
    report: values.report ?? join(output, `reports/${name}.json`),
    environment: {
      [hostEnvironment.repository]: repositoryRoot,
      ...(values.network && (await prepareNetwork(certificates))),
      ...(values.grep !== undefined && { [hostEnvironment.grep]: values.grep }),
      ...(values.coverage !== undefined && { NODE_V8_COVERAGE: values.coverage }),
    },
    // A part's is below the limit of its stage, so that a host that hangs leaves a picture and its last words.
    timeoutMs: ((values.network ? 5 : 26) * 60_000) / part.of,
    print: (line) => console.log(line),
  });
  const failed = end.report === undefined ? 1 : countOutcomes(end.report).failed;
  if (end.report === undefined)
    console.log(`The host wrote no report (exit ${end.exit}).\n${end.chatter.join('\n')}`);
  if (end.report?.tests.length === 0) console.log('no tests ran in the host');
  process.exitCode = end.exit === 0 && failed === 0 && (end.report?.tests.length ?? 0) > 0 ? 0 : 1;
} finally {
  for (const folder of [workspace, certificates]) await rm(folder, { recursive: true, force: true });
}
