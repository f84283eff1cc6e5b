import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from './support/repositoryRoot.ts';

// The checks that need no test runner: `node test/check.ts [types|lint|format|unused|package]…`, all but package for none.

/** Each check is one or more programs under node_modules with their arguments. */
const checks: Readonly<Record<string, readonly (readonly [string, ...string[]])[]>> = {
  types: [
    ['typescript/bin/tsc', '-p', 'tsconfig.json'],
    ['typescript/bin/tsc', '-p', 'src/webview/tsconfig.json', '--noEmit'],
  ],
  lint: [['oxlint/bin/oxlint', '--deny-warnings', '.']],
  format: [['oxfmt/bin/oxfmt', '--check', '.']],
  unused: [['knip/bin/knip.js']],
  package: [
    [
      '@vscode/vsce/vsce',
      'package',
      '--no-dependencies',
      '--readme-path',
      'dist/README.md',
      '-o',
      'dist/opencrates.vsix',
    ],
  ],
};

const names = process.argv.slice(2).filter((argument) => argument in checks);
const chosen = names.length > 0 ? names : Object.keys(checks).filter((name) => name !== 'package');
let failed = 0;
for (const name of chosen) {
  for (const [program, ...args] of checks[name] ?? []) {
    const { status } = spawnSync(process.execPath, [join(repositoryRoot, 'node_modules', program), ...args], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (status !== 0) failed += 1;
    console.log(`${name}: ${status === 0 ? 'ok' : 'failed'}`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
