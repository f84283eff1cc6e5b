/** A part of a line, in UTF-16 units; `end` is not in it. */
export interface ColumnRange {
  readonly start: number;
  readonly end: number;
}

/** What begins prose in most languages: blocks, strings, and comments to the end of the line. */
const openings = /\/\*|<!--|"""|'''|["'`]|\/\/|#|--|[;%]/gu;
const closings: Readonly<Record<string, string>> = { '/*': '*/', '<!--': '-->', '"""': '"""', "'''": "'''" };

/** Where each closing mark stands last: a block that is not closed is none. */
type LastMarks = ReadonlyMap<string, { readonly line: number; readonly column: number }>;

function lastMarks(lines: readonly string[]): LastMarks {
  return new Map(
    Object.values(closings).map((mark) => {
      const line = lines.findLastIndex((text) => text.includes(mark));
      return [mark, { line, column: lines[line]?.lastIndexOf(mark) ?? -1 }];
    }),
  );
}

interface ScannedLine {
  readonly ranges: readonly ColumnRange[];
  /** What ends the block that is open at the end of the line. */
  readonly closing: string | undefined;
}

/** Reads one line, on whose left `closing` is awaited. */
function scanLine(line: string, closing: string | undefined, isClosed: IsClosed): ScannedLine {
  const ranges: ColumnRange[] = [];
  const unpaired = new Set<string>();
  let awaited = closing;
  let column = 0;
  while (column < line.length || awaited !== undefined) {
    if (awaited !== undefined) {
      const end = line.indexOf(awaited, column);
      ranges.push({ start: column, end: end === -1 ? line.length : end });
      if (end === -1) return { ranges, closing: awaited };
      column = end + awaited.length;
      awaited = undefined;
    }
    openings.lastIndex = column;
    const opening = openings.exec(line);
    if (opening === null) break;
    const [mark] = opening;
    const start = opening.index + mark.length;
    const end = closings[mark];
    column = start;
    if (end !== undefined) {
      if (isClosed(end, start)) awaited = end;
    } else if (/["'`]/u.test(mark)) {
      const last = unpaired.has(mark) ? undefined : stringEnd(line, opening.index);
      // Without a second one, none of those to the right has one either.
      if (last === undefined) unpaired.add(mark);
      else if (last > opening.index) {
        ranges.push({ start, end: last });
        column = last + 1;
      }
    } else if (isComment(line, opening.index, mark)) {
      ranges.push({ start, end: line.length });
      break;
    }
  }
  return { ranges, closing: undefined };
}

/** True when a closing mark stands at a column of the line or behind it. */
type IsClosed = (mark: string, column: number) => boolean;

/** Where a string ends on its line, `start` for an apostrophe inside a word; undefined without an end. */
function stringEnd(line: string, start: number): number | undefined {
  const quote = line.charAt(start);
  if (quote === "'" && /\w/u.test(line.charAt(start - 1))) return start;
  for (let column = start + 1; column < line.length; column += 1) {
    if (line.charAt(column) === '\\') column += 1;
    else if (line.charAt(column) === quote) return column;
  }
  return undefined;
}

/** Marks have other meanings too: an address has `//`, a private name `#`, a count `--`, a statement `;`. */
function isComment(line: string, start: number, mark: string): boolean {
  const before = line.charAt(start - 1);
  if (mark === '//') return before !== ':';
  const isFirst = start === line.search(/\S/u);
  if (mark === ';' || mark === '%') return isFirst;
  // What is not ASCII begins a word of prose at once: `#説明`.
  return (
    (isFirst || /\s/u.test(before)) && /^(?:[\s!#-]|[^\p{ASCII}]|$)/u.test(line.charAt(start + mark.length))
  );
}

/** The comments and strings in each line of a text, as far as they are told without a grammar: the marks are not in them. */
export function proseRanges(lines: readonly string[]): readonly (readonly ColumnRange[])[] {
  const last = lastMarks(lines);
  let closing: string | undefined;
  return lines.map((line, at) => {
    const scanned = scanLine(line, closing, (mark, column) => {
      const place = last.get(mark) ?? { line: -1, column: -1 };
      return place.line > at || (place.line === at && place.column >= column);
    });
    ({ closing } = scanned);
    return scanned.ranges;
  });
}
