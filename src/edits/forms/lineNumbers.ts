import { isBlank } from '../indentation.ts';
import type { LineForm } from './lineForm.ts';

const numbered = /^\s*(\d+)(\s*[|│:→]|\t|[.)](?=\s|$)|(?=\s|$))(.*)$/u;

/** Line numbers in front: `12 | code`, `12: code`, `12\tcode`, `12 code`, each one more than the last. */
export const lineNumbers: LineForm = {
  name: 'line numbers',
  undo: async (lines) => {
    const matches = lines.map((line) => numbered.exec(line));
    const filled = matches.filter((_, index) => !isBlank(lines[index] ?? ''));
    if (filled.length < 2) return undefined;
    const counts = filled.every((match, index) => {
      const before = filled[index - 1]?.[1];
      return match !== null && (before === undefined || Number(match[1]) > Number(before));
    });
    const steps = filled.at(-1)?.[1] !== undefined && Number(filled.at(-1)?.[1]) - Number(filled[0]?.[1]);
    if (!counts || steps === false || steps > lines.length - 1) return undefined;
    const rests = matches.map((match) => match?.[3] ?? '');
    const isSpaced = rests.every((rest) => rest === '' || rest.startsWith(' '));
    return isSpaced ? rests.map((rest) => rest.slice(1)) : rests;
  },
};
