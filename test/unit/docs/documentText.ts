import assert from 'node:assert/strict';
import type { DocRecord } from '../../../src/docs/docRecord.ts';
import { symbolsToDocument } from '../../../src/docs/docSymbol.ts';
import type { DocSymbol } from '../../../src/docs/docSymbol.ts';
import { documentFile } from '../../../src/docs/insertDocs.ts';
import type { DocumentOutcome } from '../../../src/docs/insertDocs.ts';
import { syntax } from '../../support/syntax.ts';

/** Every symbol of a text. */
export async function symbolsOf(languageId: string, file: string): Promise<readonly DocSymbol[]> {
  using tree = await syntax.parse(languageId, file);
  assert.ok(tree);
  return symbolsToDocument(tree, { startLine: 0, endLine: file.split('\n').length - 1 });
}

/** The first symbol of a text. */
export async function symbolOf(languageId: string, file: string): Promise<DocSymbol> {
  const [symbol] = await symbolsOf(languageId, `${file}\n`);
  assert.ok(symbol);
  return symbol;
}

/** A record with these words and none elsewhere. */
export function recordOf(words: Partial<DocRecord>): DocRecord {
  return { summary: 'Does it.', parameters: [], errors: [], ...words };
}

/** Documents every symbol of a text with the same words. */
export async function documentAll(
  languageId: string,
  file: string,
  words: Partial<DocRecord>,
): Promise<DocumentOutcome> {
  const symbols = await symbolsOf(languageId, file);
  const entries = symbols.map((symbol) => ({ symbol, record: recordOf(words) }));
  return documentFile({ syntax, languageId, file, entries });
}

/** The documented text, where the outcome must be a proposal. */
export async function documented(
  languageId: string,
  file: string,
  words: Partial<DocRecord>,
): Promise<string> {
  const outcome = await documentAll(languageId, file, words);
  assert.equal(outcome.kind, 'proposal', JSON.stringify(outcome));
  return outcome.kind === 'proposal' ? outcome.text : '';
}
