import type { Syntax, SyntaxTree } from './syntax.ts';

/** Fragments that may take too long before no other is tried: what comes of one answer is broken in one way. */
const mostGivenUp = 2;

/**
 * The same grammars for texts that are read together, such as those of one answer: a fragment that is asked for again is not
 * parsed again. The trees of fragments live until the memory is disposed, whatever becomes of those that were given out.
 */
export function rememberFragments(syntax: Syntax): Syntax & Disposable {
  const known = new Map<string, SyntaxTree | undefined>();
  let givenUp = 0;
  const lent = (tree: SyntaxTree | undefined): SyntaxTree | undefined =>
    tree && { ...tree, [Symbol.dispose]: () => undefined };
  return {
    ...syntax,
    async parseFragment(languageId, text) {
      const key = `${languageId}\n${text}`;
      if (known.has(key)) return lent(known.get(key));
      if (!syntax.has(languageId) || givenUp >= mostGivenUp) return undefined;
      const tree = await syntax.parseFragment(languageId, text);
      if (tree === undefined) givenUp += 1;
      known.set(key, tree);
      return lent(tree);
    },
    [Symbol.dispose]: () => {
      for (const tree of known.values()) tree?.[Symbol.dispose]();
      known.clear();
    },
  };
}
