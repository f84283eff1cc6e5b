import { covers, linesIn } from '../syntax/lineRange.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import { linesOf } from '../syntax/nodes.ts';
import type { SyntaxTree, Unit } from '../syntax/syntax.ts';
import { isLeftOutMark } from './elision.ts';
import { topImports } from './importPlace.ts';
import { indentOf } from './indentation.ts';
import { lineAt } from './lineAt.ts';
import type { AnswerCode } from './place.ts';
import { wordsIn } from './wordsIn.ts';

/** The file's side of the question what an answer's target needs. */
export interface Declared {
  readonly tree: SyntaxTree;
  readonly target: Unit;
}

/** The answer's side. */
export interface Said {
  readonly code: AnswerCode;
  /** The target's unit in the code; undefined where the grammar does not see it there. */
  readonly match: Unit | undefined;
  /** What stands in the code for the target. */
  readonly lines: readonly string[];
  readonly startLine: number;
  /** What else the code declares, beside the target or what holds it. */
  readonly others: readonly Unit[];
}

/** A declaration or statement of the file. */
export type Place = Pick<Unit, 'startLine' | 'endLine' | 'commentStartLine' | 'parent'>;

/** A new declaration for the use of another, and what of the file it goes next to. */
export interface Helper {
  readonly lines: readonly string[];
  readonly beside: Place;
  readonly side: 'above' | 'below';
}

/** What of an answer's other declarations its target needs. */
export interface Needed {
  /** New ones that stay beside the target. */
  readonly kept: readonly Unit[];
  /** New ones that go elsewhere, and those that the file has already. */
  readonly away: readonly Unit[];
  readonly helpers: readonly Helper[];
  /** How many the file has otherwise: they are not written over. */
  readonly leftOut: number;
}

/** Languages in which a bare name inside a method never means a member of its class. */
const bareNamesAreOutside: ReadonlySet<string> = new Set([
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'python',
  'rust',
  'php',
]);

/** True for a member that what it calls by a bare name cannot stand beside. */
export function needsOutside({ tree, target }: Declared): boolean {
  const isHeld = target.parent !== undefined || target.kind === 'method';
  return isHeld && bareNamesAreOutside.has(tree.languageId);
}

/** How the line is indented on which code declares a unit. */
export function indentIn({ lines }: AnswerCode, { startLine }: Unit): string {
  return indentOf(lineAt(lines, startLine));
}

/** A unit and those that hold it, innermost first. */
export function withHolders(unit: Unit | undefined): readonly Unit[] {
  return unit === undefined ? [] : [unit, ...withHolders(unit.parent)];
}

/** A unit's lines with its comment. */
export function linesWithComment({ lines }: AnswerCode, unit: Unit): readonly string[] {
  return lines.slice(unit.commentStartLine, unit.endLine + 1);
}

/** The statement of the file around a member of an object that has no name (`export default {`). */
function statementAround({ tree, target }: Declared): Place {
  const lines = tree.root.namedChildren.map(linesOf).find((range) => covers(range, target)) ?? target;
  const comments = tree.comments();
  let commentStartLine = lines.startLine;
  for (let above: LineRange | undefined = lines; above !== undefined;) {
    commentStartLine = above.startLine;
    above = comments.find(({ endLine }) => endLine === commentStartLine - 1);
  }
  return { ...lines, commentStartLine, parent: undefined };
}

/** The outermost declaration around a member that is no module: beside it stands what all members see. */
function outermostAround(declared: Declared): Place {
  const { parent } = declared.target;
  if (parent === undefined) return statementAround(declared);
  const holders = withHolders(parent);
  return (
    holders[holders.findIndex((each) => each.parent === undefined || each.parent.kind === 'module')] ?? parent
  );
}

function wordsOf(lines: readonly string[]): ReadonlySet<string> {
  return new Set(wordsIn(lines.join('\n')));
}

/** True when lines say a name that belongs to nothing: not `this.name`, not `Self::name`. */
function saysBare(lines: readonly string[], name: string): boolean {
  if (!/^[\w$]+$/u.test(name)) return false;
  const escaped = name.replaceAll('$', String.raw`\$`);
  const bare = new RegExp(String.raw`(?<![\w$]|(?<!\.\.)\.|::|->)${escaped}(?![\w$])`, 'u');
  return lines.some((line) => bare.test(line));
}

/** The others that lines name, in order, and those that the new ones of these name in turn. */
function namedUnits({ code, lines, others }: Said, isNew: (unit: Unit) => boolean): readonly Unit[] {
  const named = new Set<Unit>();
  const queue = [lines];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const words = wordsOf(next);
    for (const unit of others) {
      if (named.has(unit) || !words.has(unit.name)) continue;
      named.add(unit);
      if (isNew(unit)) queue.push(linesWithComment(code, unit));
    }
  }
  return others.filter((unit) => named.has(unit));
}

/** What of the file a unit of the answer stands beside; undefined where the file has no such place. */
function besideOf(unit: Unit, { code, match, lines, others }: Said, declared: Declared): Place | undefined {
  const { target } = declared;
  if (match?.parent === undefined && needsOutside(declared)) {
    const rest = others.filter((each) => each !== unit).flatMap((each) => linesWithComment(code, each));
    return saysBare([...lines, ...rest], unit.name) ? outermostAround(declared) : target;
  }
  const level = withHolders(match).findIndex(({ parent }) => parent === unit.parent);
  return withHolders(target)[level];
}

/** Declarations of a text without what is a matter of style: comments, blanks, quotes, separators, `export`. */
function plainTexts(tree: SyntaxTree, lines: readonly string[]): (unit: Unit) => string {
  let comments: ReadonlySet<number> | undefined;
  return ({ startLine, endLine }) => {
    const said = (comments ??= linesIn(tree.comments()));
    return lines
      .slice(startLine, endLine + 1)
      .filter((_, index) => !said.has(startLine + index))
      .join('')
      .replaceAll(/^\s*export\b|[\s;,]/gu, '')
      .replaceAll(/["`]/gu, "'");
  };
}

/** Tells which declarations beside the target, or beside what holds it, it needs, and where the file is to have them. */
export function neededBy(said: Said, declared: Declared): Needed {
  const { code } = said;
  const { tree, target } = declared;
  const lines = tree.text.split('\n');
  const imported = wordsOf(
    topImports(tree).flatMap(({ startLine, endLine }) => lines.slice(startLine, endLine + 1)),
  );
  const inFile = Map.groupBy(tree.units(), ({ name }) => name);
  const sameAs = (unit: Unit, beside: Place | undefined): readonly Unit[] =>
    (inFile.get(unit.name) ?? []).filter(({ parent }) => parent === beside?.parent);
  const isNewAt = (unit: Unit, beside: Place | undefined): beside is Place =>
    beside !== undefined &&
    sameAs(unit, beside).length === 0 &&
    !(beside.parent === undefined && imported.has(unit.name));
  const textInFile = plainTexts(tree, lines);
  const textInCode = code.tree && plainTexts(code.tree, code.lines);
  const isOther = (unit: Unit, beside: Place | undefined): boolean =>
    !sameAs(unit, beside).some((each) => textInFile(each) === textInCode?.(unit)) &&
    !linesWithComment(code, unit).some(isLeftOutMark);
  const kept: Unit[] = [];
  const away: Unit[] = [];
  const helpers: Helper[] = [];
  let leftOut = 0;
  for (const unit of namedUnits(said, (each) => isNewAt(each, besideOf(each, said, declared)))) {
    const beside = besideOf(unit, said, declared);
    const isNew = isNewAt(unit, beside);
    if (isNew && beside === target) kept.push(unit);
    else away.push(unit);
    if (isNew && beside !== target) {
      const side = unit.startLine < said.startLine ? 'above' : 'below';
      helpers.push({ lines: linesWithComment(code, unit), beside, side });
    } else if (!isNew && isOther(unit, beside)) leftOut += 1;
  }
  return { kept, away, helpers, leftOut };
}
