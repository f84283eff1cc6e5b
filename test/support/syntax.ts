import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSyntax } from '../../src/syntax/syntax.ts';
import type { Syntax } from '../../src/syntax/syntax.ts';
import { repositoryRoot } from './repositoryRoot.ts';

function grammarPath(name: string): string {
  if (name.endsWith('.br')) return join(repositoryRoot, 'media/grammars', name);
  const specifier =
    name === 'web-tree-sitter.wasm' ? `web-tree-sitter/${name}` : `@vscode/tree-sitter-wasm/wasm/${name}`;
  return fileURLToPath(import.meta.resolve(specifier));
}

/** The real grammars, read from the installed packages and from the folder of the others. */
export const syntax: Syntax = createSyntax((name) => readFile(grammarPath(name)));
