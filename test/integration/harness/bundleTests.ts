import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { repositoryRoot } from '../../support/repositoryRoot.ts';

/** Which tests are bundled, into which folder, for which extension. */
export interface TestBundle {
  readonly tests: readonly string[];
  readonly outdir: string;
  /** What tests import of our sources is this extension's own, so that its coverage counts; a copy when left out. */
  readonly extension?: string;
}

/** The tests of a folder, sorted by name. */
export function testsIn(folder: string): readonly string[] {
  return globSync('*.test.ts', { cwd: folder })
    .toSorted()
    .map((name) => join(folder, name));
}

/** Bundles tests and the host entry for the extension host; returns the entry's path. */
export async function bundleTests({ tests, outdir, extension }: TestBundle): Promise<string> {
  await rm(outdir, { recursive: true, force: true });
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
