import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '../support/repositoryRoot.ts';

/** What compiles or checks a file of a language, by its own rules. */
interface Judge {
  readonly name: string;
  readonly command: string;
  /** Arguments that only show that it is there. */
  readonly probe: readonly string[];
  /** Arguments that judge a file in the current folder; it fails for a bad one. */
  readonly check: (file: string) => readonly string[];
}

const tsc = join(repositoryRoot, 'node_modules/typescript/bin/tsc');
const tscOptions = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'preserve', '--types', ''];
const compiles = 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read())';

const judges: Readonly<Record<string, Judge>> = {
  typescript: {
    name: 'tsc',
    command: process.execPath,
    probe: [tsc, '--version'],
    check: (file) => [tsc, ...tscOptions, file],
  },
  javascript: {
    name: 'node --check',
    command: process.execPath,
    probe: ['--version'],
    check: (file) => ['--check', file],
  },
  python: {
    name: 'python3 (ast)',
    command: 'python3',
    probe: ['--version'],
    check: (file) => ['-c', compiles, file],
  },
  rust: {
    name: 'rustc',
    command: 'rustc',
    probe: ['--version'],
    check: (file) => ['--edition=2021', '--emit=metadata', '--cap-lints=allow', file],
  },
  go: { name: 'go vet', command: 'go', probe: ['version'], check: (file) => ['vet', file] },
  java: {
    name: 'javac',
    command: 'javac',
    probe: ['-version'],
    check: (file) => ['-proc:none', '-d', 'classes', file],
  },
};

const execute = promisify(execFile);

/** Whether the language's own judge takes a text in the place of a file, among the other files of its folder. */
export type OwnJudge = (file: string, text: string) => Promise<boolean>;

/** The judge of a language, by name, and how to ask it; undefined where it is not on this computer. */
export async function ownJudge(
  languageId: string,
): Promise<{ readonly name: string; readonly accepts: OwnJudge } | undefined> {
  const judge = judges[languageId];
  if (judge === undefined) return undefined;
  const { name, command, probe, check } = judge;
  const isThere = await execute(command, [...probe]).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const accepts: OwnJudge = async (file, text) => {
    const folder = await mkdtemp(join(tmpdir(), 'opencrates-judge-'));
    try {
      await cp(join(file, '..'), folder, { recursive: true });
      await writeFile(join(folder, basename(file)), text);
      await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
      await execute(command, [...check(basename(file))], { cwd: folder });
      return true;
    } catch {
      return false;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  return { name, accepts };
}
