import { cpuUsage } from 'node:process';
import { setImmediate } from 'node:timers/promises';
import type { Parser, Tree } from 'web-tree-sitter';

/** What was parsed, and how long it took: milliseconds of work, without the waiting for turns or for a processor. */
export interface Parsed {
  readonly tree: Tree;
  readonly workMs: number;
}

/** A parser that gives way to everybody else's work while it reads a long text. */
export interface SlicedParser {
  /** Undefined when it takes more work than `limitMs`. `before`: the tree of a text that is much like it, edited. */
  parse(text: string, limitMs: number, before?: Tree): Promise<Parsed | undefined>;
}

/** Milliseconds of parsing at a stretch. */
const usualSliceMs = 15;

/** UTF-16 units; what else is done with a longer text takes some time, too. */
const longText = 20_000;

/**
 * UTF-16 units that a parser gets at a time. It copies what it gets, and asks anew whenever it has looked beyond the end and
 * goes back: Scala's takes ten times as long by the whole buffer of 5,000.
 */
const pieceLength = 200;

/** A piece of a text from an index on, with both halves of a character that is written as two. */
function pieceOf(text: string, index: number): string {
  const last = text.charCodeAt(index + pieceLength - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return text.slice(index, index + pieceLength - (isHalf ? 1 : 0));
}

/** Milliseconds since it was made that this process worked; a computer that is busy with others makes no text too long. */
function startWork(): () => number {
  const start = performance.now();
  const before = cpuUsage();
  return () => {
    const { user, system } = cpuUsage(before);
    // Other threads of the process count for the processor, so that the clock can be the lower one.
    return Math.min(performance.now() - start, (user + system) / 1000);
  };
}

/** One text at a time: a parser that was stopped goes on with the text it was reading. */
export function createSlicedParser(parser: Parser, sliceMs = usualSliceMs): SlicedParser {
  let turn: Promise<unknown> = Promise.resolve();
  async function parse(text: string, limitMs: number, before?: Tree): Promise<Parsed | undefined> {
    // The work before it may have been as long as a slice.
    if (text.length > longText) await setImmediate();
    for (let workMs = 0; workMs <= limitMs; await setImmediate()) {
      const end = performance.now() + Math.min(sliceMs, limitMs - workMs);
      const worked = startWork();
      const tree = parser.parse((index) => pieceOf(text, index), before, {
        progressCallback: () => performance.now() > end,
      });
      workMs += worked();
      if (tree !== null) return { tree, workMs };
    }
    // Otherwise the next parse would go on where this one was given up.
    parser.reset();
    return undefined;
  }
  return {
    parse(text, limitMs, before) {
      const parsed = turn.then(() => parse(text, limitMs, before));
      turn = Promise.allSettled([parsed]);
      return parsed;
    },
  };
}
