import { setImmediate } from 'node:timers/promises';
import type { Parser, Tree } from 'web-tree-sitter';

/** A parser that gives way to everybody else's work while it reads a long text. */
export interface SlicedParser {
  /** Undefined when it took too long. `before`: the tree of a text that is much like it, edited. */
  parse(text: string, before?: Tree): Promise<Tree | undefined>;
}

/** Milliseconds of parsing at a stretch. */
const usualSliceMs = 15;

/**
 * One text at a time: a parser that was stopped goes on with the text it was reading. `limitMs` is of work, not of
 * waiting, `sliceMs` of work at a stretch.
 */
export function createSlicedParser(parser: Parser, limitMs: number, sliceMs = usualSliceMs): SlicedParser {
  let turn: Promise<unknown> = Promise.resolve();
  async function parse(text: string, before?: Tree): Promise<Tree | undefined> {
    for (let spent = 0; spent <= limitMs; await setImmediate()) {
      const start = performance.now();
      const end = start + Math.min(sliceMs, limitMs - spent);
      const tree = parser.parse(text, before, { progressCallback: () => performance.now() > end });
      if (tree !== null) return tree;
      spent += performance.now() - start;
    }
    // Otherwise the next parse would go on where this one was given up.
    parser.reset();
    return undefined;
  }
  return {
    parse(text, before) {
      const parsed = turn.then(() => parse(text, before));
      turn = parsed.catch(() => undefined);
      return parsed;
    },
  };
}
