import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gatherContext } from '../../src/context/gatherContext.ts';
import { estimateTokens } from '../../src/provider/estimateTokens.ts';
import type { ContextPart } from '../../src/provider/provider.ts';
import type { SyntaxTree } from '../../src/syntax/syntax.ts';
import type { LineRange } from '../../src/syntax/lineRange.ts';
import { repositoryRoot } from './repositoryRoot.ts';
import { syntax } from './syntax.ts';

/** One program that the real model is asked about. */
export interface ExampleFile {
  /** Its path below its folder of programs; the first part is its language. */
  readonly path: string;
  /** One of VS Code's. */
  readonly languageId: string;
  readonly text: string;
}

/** A file of `media/examples`, or of another folder of programs, its language told by its folder. */
export async function exampleFile(name: string, folder = 'media/examples'): Promise<ExampleFile> {
  const text = await readFile(path.join(repositoryRoot, folder, name), 'utf8');
  return { path: name, languageId: path.dirname(name), text };
}

/** What would be sent beside the code of these lines; there is no language service here, so no definitions. */
export async function contextOf(file: ExampleFile, range: LineRange): Promise<readonly ContextPart[]> {
  using tree = await syntax.parse(file.languageId, file.text);
  return await contextIn(tree, file, range);
}

/** The same for a file whose tree is at hand. */
export function contextIn(
  tree: SyntaxTree | undefined,
  { text, languageId }: Pick<ExampleFile, 'text' | 'languageId'>,
  range: LineRange,
): Promise<readonly ContextPart[]> {
  return gatherContext({
    text,
    languageId,
    range,
    tree,
    lookup: { definitionsOf: async () => [] },
    syntax,
    budgetTokens: 1000,
    countTokens: estimateTokens,
    signal: new AbortController().signal,
  });
}
