import type { Syntax } from '../syntax/syntax.ts';

/** A whole new text of a file; both texts have LF line ends. */
interface NewText {
  /** One of VS Code's. */
  readonly languageId: string;
  readonly before: string;
  readonly text: string;
}

/** False for a text with more parse errors than the one before; true where there is no grammar to tell. */
export async function stillParses({ languageId, before, text }: NewText, syntax: Syntax): Promise<boolean> {
  using tree = await syntax.parse(languageId, before);
  if (tree === undefined) return true;
  using after = await syntax.reparse(tree, text);
  return after !== undefined && after.errorCount <= tree.errorCount;
}
