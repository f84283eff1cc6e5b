import { plainPunctuation } from '../plainPunctuation.ts';
import { errorsIn, knownLines } from './lineForm.ts';
import type { LineForm } from './lineForm.ts';

/** Typographic quotes, dashes and blanks in the place of plain ones; a line that the file has so stays so. */
export const smartQuotes: LineForm = {
  name: 'smart quotes',
  undo: async (lines, question) => {
    const plain = lines.map((line) => (question.known.has(line.trim()) ? line : plainPunctuation(line)));
    if (plain.every((line, index) => line === lines[index])) return undefined;
    const [was, is] = [await errorsIn(lines, question), await errorsIn(plain, question)];
    return is < was || (is === was && knownLines(plain, lines, question) > 0) ? plain : undefined;
  },
};
