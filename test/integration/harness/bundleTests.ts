import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { repositoryRoot } from '../../support/repositoryRoot.ts';

/**
 * Bundles the tests of a folder and the host entry for the extension host; returns the entry's path, without ending.
 * With `extension`, what tests import of our sources is that extension's own, so that its coverage counts.
 */
export async function bundleTests(folder: string, outdir: string, extension?: string): Promise<string> {
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
    plugins: extension === undefined ? [] : [sourcesOf(extension)],
    logLevel: 'warning',
  });
  return join(outdir, 'hostEntry.mjs');
}

function sourcesOf(extension: string): Plugin {
  return {
    name: 'sources',
    setup(bundler) {
      bundler.onResolve({ filter: /\/src\/.*\.ts$/ }, ({ path, resolveDir }) => {
        const inside = relative(join(repositoryRoot, 'src'), resolve(resolveDir, path));
        const source = join(extension, 'src', inside);
        return inside.startsWith('..') ? undefined : { path: pathToFileURL(source).href, external: true };
      });
    },
  };
}
