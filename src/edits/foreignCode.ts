import type { Syntax } from '../syntax/syntax.ts';
import { languageFamily } from './fenceLanguage.ts';

/** Grammars in which prose and the code of others do not parse. */
const distinct = ['python', 'typescript', 'rust', 'go', 'java'];

/** True when code that the file's language does not take is whole and declares something in another language. */
export async function isForeignCode(code: string, languageId: string, syntax: Syntax): Promise<boolean> {
  const own = languageFamily(languageId);
  if (own === undefined || !syntax.has(languageId)) return false;
  using mine = await syntax.parseFragment(languageId, code);
  if (mine?.errorCount === 0) return false;
  for (const other of distinct) {
    if (languageFamily(other) === own || !syntax.has(other)) continue;
    using tree = await syntax.parseFragment(other, code);
    if (tree?.errorCount === 0 && tree.units().length > 0) return true;
  }
  return false;
}

/** Sentences that only a language almost without syntax can parse. */
const sentences = [
  'I can not do that, sorry. Please say what the function is for.',
  'Here is the new code:',
  'It does what you asked.',
];

/** True when a language has so little syntax that sentences are code to it. */
export async function takesProse(languageId: string, syntax: Syntax): Promise<boolean> {
  for (const sentence of sentences) {
    using tree = await syntax.parseFragment(languageId, sentence);
    if (tree?.errorCount === 0) return true;
  }
  return false;
}

/** True when the whole text is code: it parses, it has more than names, and the language does not take prose for code. */
export async function isBareCode(text: string, languageId: string, syntax: Syntax): Promise<boolean> {
  using tree = await syntax.parseFragment(languageId, text);
  if (tree === undefined || tree.errorCount > 0) return false;
  if (tree.units().length > 0) return true;
  return /[=({;]/u.test(text) && tree.codeTokens().length > 1 && !(await takesProse(languageId, syntax));
}
