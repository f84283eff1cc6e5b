import { htmlEntities } from './htmlEntities.ts';
import type { LineForm, LineQuestion } from './lineForm.ts';
import { lineNumbers } from './lineNumbers.ts';
import { plusPrefixes } from './plusPrefixes.ts';
import { smartQuotes } from './smartQuotes.ts';

/** Everything that may be done to all lines of an answer's code, in the order it is undone. */
const lineForms: readonly LineForm[] = [plusPrefixes, lineNumbers, htmlEntities, smartQuotes];

/** The lines as they were meant; the same list when nothing was done to them. */
export async function plainLines(
  lines: readonly string[],
  question: LineQuestion,
): Promise<readonly string[]> {
  let plain = lines;
  for (const form of lineForms) plain = (await form.undo(plain, question)) ?? plain;
  return plain;
}
