import type { Unit } from '../syntax/syntax.ts';
import { depthOf, indentOf, isBlank } from './indentation.ts';
import { indentIn, neededBy, needsOutside } from './needed.ts';
import type { Declared, Needed } from './needed.ts';
import type { AnswerCode } from './place.ts';
import { withoutLines } from './splitImports.ts';
import { wordsIn } from './wordsIn.ts';

/** Code without the declarations that go elsewhere. */
export interface SplitHelpers {
  readonly code: AnswerCode;
  readonly needed: Needed;
}

/** Where code has a member that its grammar does not see alone: the line that says its name, else the first. */
function memberLine(lines: readonly string[], depth: number, name: string): number {
  const said = lines.findIndex((line) => indentOf(line).length === depth && wordsIn(line).includes(name));
  return said === -1 ? lines.findIndex((line) => !isBlank(line)) : said;
}

/**
 * Takes what cannot stand beside a member out of code that has the member without its class; its lines become blank, so that
 * the tree's lines still count. Undefined when there is nothing of the kind, or nothing else.
 */
export function splitHelpers(code: AnswerCode, declared: Declared): SplitHelpers | undefined {
  const { tree, lines } = code;
  if (tree === undefined || !needsOutside(declared)) return undefined;
  // A member alone is an error to some grammars, which then take what is inside it for declarations of the file.
  const depth = depthOf(lines);
  const tops = tree
    .units()
    .filter((unit) => unit.parent === undefined && indentIn(code, unit).length === depth);
  const match = tops.find(({ name }) => name === declared.target.name);
  const others = tops.filter(({ name }) => name !== declared.target.name);
  const without = (units: readonly Unit[]): readonly string[] =>
    withoutLines(
      lines,
      units.map((unit) => ({ ...unit, startLine: unit.commentStartLine })),
    );
  const own = without(others);
  const startLine = match?.startLine ?? memberLine(own, depth, declared.target.name);
  if (startLine === -1) return undefined;
  const needed = neededBy({ code, match, lines: own, startLine, others }, declared);
  return needed.away.length === 0 ? undefined : { code: { lines: without(needed.away), tree }, needed };
}
