import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { Language, Parser } from 'web-tree-sitter';
import type { LanguageTable } from './languages/languageTable.ts';
import { languageTables } from './languages/languageTables.ts';
import { changeBetween } from './changeBetween.ts';
import { changedPart } from './changedPart.ts';
import { loadOnce } from './loadOnce.ts';
import { createSlicedParser } from './slicedParser.ts';
import type { SlicedParser } from './slicedParser.ts';
import { collectedOf, createSyntaxTree, readAhead } from './syntaxTree.ts';
import type { SyntaxTree } from './syntaxTree.ts';

export type { SyntaxTree } from './syntaxTree.ts';
export type { Unit, UnitKind } from './unit.ts';

/** Parses texts of the languages whose grammar is shipped. */
export interface Syntax {
  /** `languageId` is one of VS Code's. */
  has(languageId: string): boolean;
  /** Text with LF line ends. Undefined without a grammar, or when it takes too long; rejects when a grammar file cannot be read. */
  parse(languageId: string, text: string): Promise<SyntaxTree | undefined>;
  /** The same for a part of a file: what must open a file of the language (`<?php`) is added to its first line when it is not there. */
  parseFragment(languageId: string, text: string): Promise<SyntaxTree | undefined>;
  /** The tree of a text that is much like that of another tree; only what differs is parsed. The other tree stays as it is. */
  reparse(before: SyntaxTree, text: string): Promise<SyntaxTree | undefined>;
}

/**
 * Milliseconds of work that a text may take. Where the text is broken, a grammar's error recovery can go on a search that
 * does not end; where it is not, a grammar that was just loaded reads a hundred characters in two milliseconds.
 */
function usualLimit({ length }: string): number {
  return 600 + length * 0.03;
}

/**
 * The same for what differs little from a text that took so long: only the difference is parsed, unless it is broken.
 * What comes of one answer is broken in one way, so each text that was given up leaves the next one less.
 */
function relativeLimit({ workMs, givenUp, spentMs }: Work): number {
  const leftMs = relativesMs - spentMs;
  if (leftMs < lateLimit) return leftMs > -lateMs ? lateLimit : 0;
  return Math.min(leftMs, Math.max(100, (300 + Math.min(workMs, 400)) / (1 + givenUp)));
}

/** Milliseconds that all texts much like one may take together before each gets no more than one that is not broken needs. */
const relativesMs = 1000;
const lateLimit = 50;
/** Milliseconds that these take together before none is parsed any more. */
const lateMs = 600;

/** What parsing a text and its relatives took. */
interface Work {
  /** Milliseconds. */
  readonly workMs: number;
  /** How many texts much like it were given up. */
  readonly givenUp: number;
  /** Milliseconds that texts much like it took. */
  readonly spentMs: number;
}

const noWork: Work = { workMs: 0, givenUp: 0, spentMs: 0 };

const decompress = promisify(brotliDecompress);

/** Grammars whose name ends in `.br` are shipped compressed: 1.4 MB become 0.1. */
async function unpack(name: string, bytes: Uint8Array): Promise<Uint8Array> {
  return name.endsWith('.br') ? decompress(bytes) : bytes;
}

/** `readFile` gives the bytes of `web-tree-sitter.wasm` and of the tables' grammars; each is asked for once, when first needed. */
export function createSyntax(readFile: (name: string) => Promise<Uint8Array>, limitOf = usualLimit): Syntax {
  const initialize = loadOnce(async () =>
    Parser.init({ wasmBinary: await readFile('web-tree-sitter.wasm') }),
  );
  const parsers = new Map<string, () => Promise<SlicedParser>>();
  const parserOf = ({ grammar }: LanguageTable): Promise<SlicedParser> => {
    const load =
      parsers.get(grammar) ??
      loadOnce(async () => {
        await initialize();
        const language = await Language.load(await unpack(grammar, await readFile(grammar)));
        return createSlicedParser(new Parser().setLanguage(language));
      });
    parsers.set(grammar, load);
    return load();
  };
  const works = new WeakMap<SyntaxTree, Work>();
  const parse: Syntax['parse'] = async (languageId, text) => {
    const table = languageTables.get(languageId);
    if (table === undefined) return undefined;
    const parser = await parserOf(table);
    const parsed = await parser.parse(text, limitOf(text));
    if (parsed === undefined) return undefined;
    const made = createSyntaxTree({ languageId, table, text, tree: parsed.tree });
    works.set(made, { ...noWork, workMs: parsed.workMs });
    await readAhead(made);
    return made;
  };
  const reparse: Syntax['reparse'] = async (before, text) => {
    const table = languageTables.get(before.languageId);
    if (table === undefined) return undefined;
    const parser = await parserOf(table);
    const old = before.root.tree.copy();
    try {
      const edit = changeBetween(before.text, text);
      old.edit(edit);
      const work = works.get(before) ?? noWork;
      const limit = Math.min(limitOf(text), relativeLimit(work));
      const parsed = await parser.parse(text, limit, old);
      const givenUp = work.givenUp + (parsed === undefined ? 1 : 0);
      works.set(before, { ...work, givenUp, spentMs: work.spentMs + (parsed?.workMs ?? limit) });
      if (parsed === undefined) return undefined;
      const collected = collectedOf(before);
      const part = changedPart(edit, old.getChangedRanges(parsed.tree));
      const relative = collected && { text: before.text, part, collected };
      const made = createSyntaxTree({
        languageId: before.languageId,
        table,
        text,
        tree: parsed.tree,
        relative,
      });
      works.set(made, { ...noWork, workMs: Math.max(work.workMs, parsed.workMs) });
      return made;
    } finally {
      old.delete();
    }
  };
  return {
    has: (languageId) => languageTables.has(languageId),
    parse,
    reparse,
    parseFragment: (languageId, text) => {
      const opener = languageTables.get(languageId)?.opener ?? '';
      return parse(languageId, text.includes(opener) ? text : `${opener} ${text}`);
    },
  };
}
