import { diffLines } from './lineEdits.ts';

/** A file's text for thinking, and the way back to all of its characters. */
export interface FileBytes {
  /** LF line ends, no byte order mark. */
  readonly text: string;
  /**
   * The characters of a new text: unchanged lines keep their own endings, replaced lines take those of the lines they
   * replace, and further new lines that of the line above; the byte order mark stays.
   */
  readonly restore: (text: string) => string;
}

interface Cut {
  readonly lines: readonly string[];
  /** What ends each line but the last. */
  readonly endings: readonly string[];
}

function cutLines(raw: string): Cut {
  const lines: string[] = [];
  const endings: string[] = [];
  let from = 0;
  for (const { index, 0: ending } of raw.matchAll(/\r\n|\n|\r/gu)) {
    lines.push(raw.slice(from, index));
    endings.push(ending);
    from = index + ending.length;
  }
  return { lines: [...lines, raw.slice(from)], endings };
}

/** The endings of the new lines, in which the old ones are found again. */
function newEndings({ lines, endings }: Cut, after: readonly string[]): readonly string[] {
  const usual = endings.at(-1) ?? '\n';
  const result: string[] = [];
  let at = 0;
  for (const edit of diffLines(lines, after)) {
    result.push(...endings.slice(at, edit.startLine));
    // The old last line has no ending; with lines below it gets one.
    if (edit.startLine > Math.max(at, endings.length)) result.push(usual);
    const above = endings[edit.startLine - 1] ?? usual;
    edit.lines.forEach((_, index) => {
      const replaced = endings[edit.startLine + Math.min(index, edit.deleteCount - 1)];
      result.push((edit.deleteCount > 0 ? replaced : undefined) ?? above);
    });
    at = edit.startLine + edit.deleteCount;
  }
  return [...result, ...endings.slice(at)];
}

/** Reads a file's characters as decoded, whatever its line ends. */
export function readBytes(raw: string): FileBytes {
  const mark = raw.startsWith('\uFEFF') ? '\uFEFF' : '';
  const cut = cutLines(raw.slice(mark.length));
  return {
    text: cut.lines.join('\n'),
    restore: (text) => {
      const after = text.split('\n');
      const endings = newEndings(cut, after);
      const usual = cut.endings.at(-1) ?? '\n';
      let result = mark;
      after.forEach((line, index) => {
        const ending = index === after.length - 1 ? '' : (endings[index] ?? usual);
        // An empty line between a lone CR and an LF would make one line end of the two.
        const merges = line === '' && ending === '\n' && result.endsWith('\r');
        result += line + (merges ? '\r' : ending);
      });
      return result;
    },
  };
}

/** How many lines end in each way. Editors that keep one kind for a file turn all into it, lone CR too. */
export interface LineEnds {
  readonly lf: number;
  readonly crlf: number;
  readonly cr: number;
}

/** Counts the line ends of a file's characters as decoded. */
export function countLineEnds(raw: string): LineEnds {
  const { endings } = cutLines(raw);
  const count = (wanted: string): number => endings.filter((ending) => ending === wanted).length;
  return { lf: count('\n'), crlf: count('\r\n'), cr: count('\r') };
}
