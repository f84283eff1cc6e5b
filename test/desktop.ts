import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { bundleTests, testsIn } from './integration/harness/bundleTests.ts';
import { hostEnvironment } from './integration/harness/hostProtocol.ts';
import { repositoryRoot } from './support/repositoryRoot.ts';
import { readStageReport, removeStageReport } from './support/stageReport.ts';
import { outcomeOf, summaryLines } from './summary.ts';

// `npm run test:desktop`: the integration tests in a desktop VS Code, which is downloaded first.

const output = join(repositoryRoot, '.test-out');
const report = join(output, 'reports/desktop.json');

async function download(): Promise<string | undefined> {
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: join(output, 'vscode') });
  } catch (error) {
    console.error(
      `VS Code cannot be downloaded here: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}

async function runDesktop(vscodeExecutablePath: string): Promise<number> {
  const profile = await mkdtemp(join(tmpdir(), 'opencrates-desktop-'));
  try {
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: repositoryRoot,
      extensionTestsPath: await bundleTests({
        tests: testsIn(join(repositoryRoot, 'test/integration')),
        outdir: join(output, 'desktop'),
      }),
      launchArgs: [profile, '--disable-extensions', '--user-data-dir', join(profile, 'user')],
      extensionTestsEnv: { [hostEnvironment.report]: report, [hostEnvironment.repository]: repositoryRoot },
    });
  } catch {
    return 1;
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

removeStageReport(report);
const started = performance.now();
const executable = await download();
const code = executable === undefined ? 1 : await runDesktop(executable);
const seconds = (performance.now() - started) / 1000;
const outcome = outcomeOf('desktop', { code, seconds, reports: true, report: readStageReport(report) });
const { lines, failed } = summaryLines([outcome], outcome.seconds);
console.log(lines.join('\n'));
process.exitCode = failed === 0 ? 0 : 1;
