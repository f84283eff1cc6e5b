import { covers } from '../syntax/lineRange.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import type { SyntaxTree, Unit, UnitKind } from '../syntax/syntax.ts';
import { blockAround } from './blockAround.ts';
import { indentOf, indentStyle, isBlank, stepOf } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import { containers } from './unitKinds.ts';

/** Where an answer goes. Lines count in the file's text. */
export type EditTarget =
  | {
      readonly kind: 'replace';
      readonly startLine: number;
      readonly endLine: number;
      /** The unit these lines are, when they are one. */
      readonly unit?: { readonly kind: UnitKind; readonly name: string };
    }
  | {
      readonly kind: 'insert';
      /** New lines go before this line; when it is blank, it is used up. */
      readonly line: number;
      readonly indent: string;
      /** True where a blank line belongs between the new code and its neighbours, whatever it is. */
      readonly apart?: boolean;
    };

/** A selection in the file's text; characters count in UTF-16 units. */
export interface TargetSelection {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

function withComment(unit: Unit): LineRange {
  return { startLine: unit.commentStartLine, endLine: unit.endLine };
}

/** Whole lines of a selection without blank lines at its ends; undefined when nothing but blanks is selected. */
function selectedLines(lines: readonly string[], selection: TargetSelection): LineRange | undefined {
  const { startLine, endLine, endCharacter } = selection;
  if (startLine === endLine && selection.startCharacter === endCharacter) return undefined;
  const last = endLine > startLine && endCharacter === 0 ? endLine - 1 : endLine;
  const selected = lines.slice(startLine, last + 1);
  const first = selected.findIndex((line) => !isBlank(line));
  if (first === -1) return undefined;
  return {
    startLine: startLine + first,
    endLine: startLine + selected.findLastIndex((line) => !isBlank(line)),
  };
}

function replaceUnit(unit: Unit): EditTarget {
  const { startLine, endLine, kind, name } = unit;
  return { kind: 'replace', startLine, endLine, unit: { kind, name } };
}

function replaceLines(range: LineRange, units: readonly Unit[]): EditTarget {
  const unit = units.find(
    (each) =>
      each.endLine === range.endLine &&
      (each.startLine === range.startLine || each.commentStartLine === range.startLine),
  );
  if (unit === undefined) return { kind: 'replace', ...range };
  return { kind: 'replace', ...range, unit: { kind: unit.kind, name: unit.name } };
}

/** Indentation of a new member of a unit: that of its first member, else one step more than its own. */
function memberIndent(lines: readonly string[], unit: Unit): string {
  const member = lines.slice(unit.headerEndLine + 1, unit.endLine).find((line) => !isBlank(line));
  if (member !== undefined) return indentOf(member);
  return indentOf(lineAt(lines, unit.startLine)) + stepOf(indentStyle(lines));
}

/** Indentation of a blank line between two that have the same. */
function indentBetween(lines: readonly string[], line: number): string {
  const above = lines.slice(0, line).findLast((each) => !isBlank(each)) ?? '';
  const below = lines.slice(line).find((each) => !isBlank(each)) ?? '';
  return indentOf(above) === indentOf(below) ? indentOf(above) : '';
}

function insertAt(lines: readonly string[], cursor: TargetSelection, unit: Unit | undefined): EditTarget {
  const line = cursor.startLine;
  const text = lineAt(lines, line);
  const own = indentOf(text);
  if (isBlank(text)) {
    const indent =
      own !== '' ? own : unit === undefined ? indentBetween(lines, line) : memberIndent(lines, unit);
    return { kind: 'insert', line, indent };
  }
  return { kind: 'insert', line: cursor.startCharacter > own.length ? line + 1 : line, indent: own };
}

/** The target of a cursor where there is no grammar. */
function targetInLines(lines: readonly string[], cursor: TargetSelection): EditTarget {
  const block = isBlank(lineAt(lines, cursor.startLine)) ? undefined : blockAround(lines, cursor.startLine);
  return block === undefined ? insertAt(lines, cursor, undefined) : { kind: 'replace', ...block };
}

/**
 * What an instruction at this place is about: the selection widened to whole lines, else the unit around the cursor or
 * its comment, else the cursor. A blank line between the members of a class or module is a place for a new one.
 */
export function chooseTarget(
  text: string,
  selection: TargetSelection,
  tree: SyntaxTree | undefined,
): EditTarget {
  const lines = text.split('\n');
  const units = tree?.units() ?? [];
  const selected = selectedLines(lines, selection);
  if (selected !== undefined) return replaceLines(selected, units);
  if (tree === undefined) return targetInLines(lines, selection);
  const cursor = { startLine: selection.startLine, endLine: selection.startLine };
  const unit = units.findLast((each) => covers(withComment(each), cursor));
  if (unit === undefined) return insertAt(lines, selection, undefined);
  const between = isBlank(lineAt(lines, cursor.startLine)) && containers.has(unit.kind);
  return between ? insertAt(lines, selection, unit) : replaceUnit(unit);
}
