import type { TextRange } from './textRange.ts';

/** One replacement in a text, in coordinates of the text before it. */
export interface TextChange {
  readonly range: TextRange;
  readonly text: string;
}

function shifted(range: TextRange, lines: number): TextRange {
  return { ...range, startLine: range.startLine + lines, endLine: range.endLine + lines };
}

/** True when the line after the change begins as the line `startLine` did, so that it only moved. */
function endsBefore({ range, text }: TextChange, startLine: number): boolean {
  if (range.endLine < startLine) return true;
  if (range.endLine > startLine || range.endCharacter > 0) return false;
  return text === '' ? range.startCharacter === 0 : text.endsWith('\n');
}

/** True when the change leaves the finding's last line as it was up to where the finding ends. */
function beginsAfter({ range, text }: TextChange, finding: TextRange): boolean {
  if (range.startLine > finding.endLine) return true;
  const behind = range.startLine === finding.endLine && range.startCharacter >= finding.endCharacter;
  return behind && /^\r?\n/u.test(text);
}

/** Where a finding stands after an edit: moved with edits above it, undefined when one of its own lines changed. */
export function moveFinding(finding: TextRange, change: TextChange): TextRange | undefined {
  if (beginsAfter(change, finding)) return finding;
  if (!endsBefore(change, finding.startLine)) return undefined;
  const added = change.text.split('\n').length - 1;
  return shifted(finding, added - (change.range.endLine - change.range.startLine));
}
