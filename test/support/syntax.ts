import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createSyntax } from '../../src/syntax/syntax.ts';
import type { Syntax } from '../../src/syntax/syntax.ts';

function wasmPath(name: string): string {
  const specifier =
    name === 'web-tree-sitter.wasm' ? `web-tree-sitter/${name}` : `@vscode/tree-sitter-wasm/wasm/${name}`;
  return fileURLToPath(import.meta.resolve(specifier));
}

/** The real grammars, read from the installed packages. */
export const syntax: Syntax = createSyntax((name) => readFile(wasmPath(name)));
