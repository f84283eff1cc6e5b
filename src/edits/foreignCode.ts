import type { Syntax } from '../syntax/syntax.ts';
import { languageFamily } from './fenceLanguage.ts';

/** Grammars in which prose and the code of others do not parse. */
const distinct = ['python', 'typescript', 'rust', 'go', 'java'];

/** True when code that the file's language does not take is whole and declares something in another language. */
export async function isForeignCode(code: string, languageId: string, syntax: Syntax): Promise<boolean> {
  const own = languageFamily(languageId);
  if (own === undefined || !syntax.has(languageId)) return false;
  using mine = await syntax.parse(languageId, code);
  if (mine?.errorCount === 0) return false;
  for (const other of distinct) {
    if (languageFamily(other) === own || !syntax.has(other)) continue;
    using tree = await syntax.parse(other, code);
    if (tree?.errorCount === 0 && tree.units().length > 0) return true;
  }
  return false;
}

/** A sentence that only a language without syntax errors of its own can parse. */
const prose = 'I can not do that, sorry. Please say what the function is for.';

/** True when the whole text is code: it parses, it has more than names, and the language does not take prose for code. */
export async function isBareCode(text: string, languageId: string, syntax: Syntax): Promise<boolean> {
  using tree = await syntax.parse(languageId, text);
  if (tree === undefined || tree.errorCount > 0) return false;
  if (tree.units().length > 0) return true;
  using sentence = await syntax.parse(languageId, prose);
  return sentence?.errorCount !== 0 && /[=({;]/u.test(text) && tree.codeTokens().length > 1;
}
