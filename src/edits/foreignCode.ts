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
    if (!(await mayBe(other, code, syntax))) continue;
    using tree = await syntax.parseFragment(other, code);
    if (tree?.errorCount === 0 && tree.units().length > 0) return true;
  }
  return false;
}

/** Characters by which a language is told from others; where they end, a few things are left open. */
const beginning = 20_000;
const mostLeftOpen = 20;

/** False for long code whose beginning is not of a language: reading all of it to know that takes a second. */
async function mayBe(languageId: string, code: string, syntax: Syntax): Promise<boolean> {
  if (code.length <= beginning) return true;
  using tree = await syntax.parseFragment(languageId, code.slice(0, code.lastIndexOf('\n', beginning) + 1));
  return tree !== undefined && tree.errorCount <= mostLeftOpen;
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
