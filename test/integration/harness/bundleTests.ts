import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles the tests of a folder and the host entry for the extension host; returns the entry's path, without ending. */
export async function bundleTests(folder: string, outdir: string): Promise<string> {
  await rm(outdir, { recursive: true, force: true });
  const tests = globSync('*.test.ts', { cwd: folder }).map((name) => join(folder, name));
  await build({
    entryPoints: [...tests, join(import.meta.dirname, 'hostEntry.ts')].map((path) => ({
      in: path,
      out: (path.split('/').at(-1) ?? path).replace(/\.ts$/, ''),
    })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    sourcemap: true,
    external: ['vscode', 'mocha', 'web-tree-sitter'],
    logLevel: 'warning',
  });
  return join(outdir, 'hostEntry.mjs');
}
