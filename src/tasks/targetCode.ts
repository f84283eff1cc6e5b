import type { EditTarget } from '../edits/target.ts';

const linesBefore = 60;
const linesAfter = 30;

/** Stands in the shown code where new lines will go; no file has it by chance. */
export const insertMark = '<<<<<< insert here >>>>>>';

/** The lines an answer replaces; for an insertion the lines around the place, which the mark shows. */
export function targetCode(file: string, target: EditTarget): string {
  const lines = file.split('\n');
  if (target.kind === 'replace') return lines.slice(target.startLine, target.endLine + 1).join('\n');
  const before = lines.slice(Math.max(0, target.line - linesBefore), target.line);
  const after = lines.slice(target.line, target.line + linesAfter);
  if ([...before, ...after].every((line) => line.trim() === '')) return '';
  return [...before, target.indent + insertMark, ...after].join('\n');
}

/** "the function `median`", "these lines", "new code". */
export function targetName(target: EditTarget): string {
  if (target.kind === 'insert') return 'the new code';
  return target.unit === undefined ? 'these lines' : `the ${target.unit.kind} \`${target.unit.name}\``;
}
