import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot.ts';

/** One complaint of the linter: `rule` without its plugin's name, `file` relative to the sandbox. */
export interface Complaint {
  readonly rule: string;
  readonly file: string;
}

interface LinterReport {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
}

/** Lints the given files (path → text) with the repository's own configuration, in a folder of their own. */
export async function lintInSandbox(files: ReadonlyMap<string, string>): Promise<readonly Complaint[]> {
  const folder = await mkdtemp(join(tmpdir(), 'opencrates-lint-'));
  try {
    await cp(join(repositoryRoot, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    await cp(join(repositoryRoot, 'tsconfig.json'), join(folder, 'tsconfig.json'));
    await symlink(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'));
    for (const [name, text] of files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const report: LinterReport = JSON.parse(await runLinter(folder));
    return report.diagnostics.map(({ code, filename }) => ({
      rule: /\(([^)]+)\)/.exec(code)?.[1] ?? code,
      file: filename.replaceAll('\\', '/'),
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runLinter(folder: string): Promise<string> {
  const linter = join(repositoryRoot, 'node_modules/oxlint/bin/oxlint');
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [linter, '-f', 'json', 'src'], options, (error, stdout, stderr) => {
      if (stdout.trimStart().startsWith('{')) resolve(stdout);
      else reject(error ?? new Error(`the linter printed no report: ${stderr}`));
    });
  });
}
