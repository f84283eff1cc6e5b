import { isBlank } from '../indentation.ts';
import type { LineForm } from './lineForm.ts';

/** A plus in front of every line, as in a diff that only adds. */
export const plusPrefixes: LineForm = {
  name: 'plus signs in front',
  undo: async (lines) => {
    const filled = lines.filter((line) => !isBlank(line));
    if (filled.length < 2 || !filled.every((line) => line.startsWith('+'))) return undefined;
    return lines.map((line) => line.replace(/^\+/u, ''));
  },
};
