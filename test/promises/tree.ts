import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { readStageReport, type TestResult } from '../support/stageReport.ts';
import { isInEditor, suite, type Violation } from './violation.ts';

const leftOut = new Set(['.git', '.test-out', 'coverage', 'dist', 'node_modules']);
const report = '.test-out/reports/promises.json';
const longestMs = 10 * 60_000;

/** A copy of the repository, to be broken. */
export interface Tree extends AsyncDisposable {
  /** Puts a fault in. */
  break(violation: Violation): Promise<void>;
  /** Takes the fault out again. */
  mend(violation: Violation): Promise<void>;
  /** Runs the promises of a test file, or one of them; undefined when they could not be run. */
  test(file: string, promise?: string): readonly TestResult[] | undefined;
}

/** Copies what is in the repository; installed packages are linked. */
export async function copyTree(): Promise<Tree> {
  const root = await mkdtemp(join(tmpdir(), 'opencrates-promises-'));
  await cp(repositoryRoot, root, {
    recursive: true,
    filter: (path) => !leftOut.has(relative(repositoryRoot, path)),
  });
  await symlink(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
  const node = (...args: readonly string[]): boolean =>
    spawnSync(process.execPath, args, { cwd: root, timeout: longestMs }).status !== null;
  const builds = (): boolean =>
    spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, timeout: longestMs }).status === 0;
  return {
    async break({ file, from, to }) {
      const text = await readFile(join(root, file), 'utf8');
      await writeFile(
        join(root, file),
        text.replace(from, () => to),
      );
    },
    async mend({ file }) {
      await cp(join(repositoryRoot, file), join(root, file));
    },
    test(file, promise) {
      const only = promise === undefined ? `^${suite} ` : `^${exactly(`${suite} ${promise}`)}$`;
      const options = ['--grep', only, '--report', join(root, report)];
      const ran = isInEditor(file)
        ? builds() && node('test/integration/runner.ts', ...options)
        : node('test/stage.ts', 'unit', ...options, file);
      return ran ? readStageReport(join(root, report))?.tests : undefined;
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

function exactly(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
}
