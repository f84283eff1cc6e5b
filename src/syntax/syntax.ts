import { Language, Parser } from 'web-tree-sitter';
import type { LanguageTable } from './languages/languageTable.ts';
import { languageTables } from './languages/languageTables.ts';
import { loadOnce } from './loadOnce.ts';
import { createSyntaxTree } from './syntaxTree.ts';
import type { SyntaxTree } from './syntaxTree.ts';

export type { SyntaxTree } from './syntaxTree.ts';
export type { Unit, UnitKind } from './unit.ts';

/** Parses texts of the languages whose grammar is shipped. */
export interface Syntax {
  /** `languageId` is one of VS Code's. */
  has(languageId: string): boolean;
  /** Text with LF line ends. Undefined when there is no grammar; rejects when a grammar file cannot be read. */
  parse(languageId: string, text: string): Promise<SyntaxTree | undefined>;
}

/** `readFile` gives the bytes of `web-tree-sitter.wasm` and `tree-sitter-*.wasm`; each is asked for once, when first needed. */
export function createSyntax(readFile: (name: string) => Promise<Uint8Array>): Syntax {
  const initialize = loadOnce(async () =>
    Parser.init({ wasmBinary: await readFile('web-tree-sitter.wasm') }),
  );
  const parsers = new Map<string, () => Promise<Parser>>();
  const parserOf = ({ grammar }: LanguageTable): Promise<Parser> => {
    const load =
      parsers.get(grammar) ??
      loadOnce(async () => {
        await initialize();
        const language = await Language.load(await readFile(grammar));
        return new Parser().setLanguage(language);
      });
    parsers.set(grammar, load);
    return load();
  };
  return {
    has: (languageId) => languageTables.has(languageId),
    parse: async (languageId, text) => {
      const table = languageTables.get(languageId);
      if (table === undefined) return undefined;
      const parser = await parserOf(table);
      const tree = parser.parse(text);
      return tree === null ? undefined : createSyntaxTree(languageId, table, text, tree);
    },
  };
}
