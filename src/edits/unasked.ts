import type { Syntax } from '../syntax/syntax.ts';
import { hostileCharacters } from './hostileCharacters.ts';
import type { HostileCharacter } from './hostileCharacters.ts';
import { removals } from './removals.ts';
import { shrinkage } from './shrinkage.ts';
import type { Shrinkage } from './shrinkage.ts';
import type { EditTarget } from './target.ts';
import { targetUnit } from './targetUnit.ts';

/** What was asked for, and where. */
export interface Asked {
  readonly target: EditTarget;
  /** What it names may disappear. */
  readonly instruction: string;
}

/** What a new text of a file does that nobody asked for; lists are empty where there is nothing. */
export interface Unasked {
  /** Declarations (`Box.grow`) and adornments (`export`, `@Input()`) that are gone, wherever they stood. */
  readonly removed: readonly string[];
  /** Set where most of what stood at the target is gone. */
  readonly shrunk?: Shrinkage;
  readonly characters: readonly HostileCharacter[];
}

interface UnaskedInput {
  /** Both with LF line ends. */
  readonly before: string;
  readonly after: string;
  readonly languageId: string;
  /** Undefined where what was asked for cannot take declarations away. */
  readonly asked: Asked | undefined;
  readonly syntax: Syntax;
}

/** Looks at a whole new text, sound or not, whatever made it; without a grammar only at its lines and characters. */
export async function unaskedChanges(input: UnaskedInput): Promise<Unasked> {
  const { before, after, asked } = input;
  const shrunk = asked && shrinkage(before, after, asked.target, asked.instruction);
  return {
    removed: await removedBy(input),
    ...(shrunk && { shrunk }),
    characters: hostileCharacters(before, after),
  };
}

async function removedBy({
  before,
  after,
  languageId,
  asked,
  syntax,
}: UnaskedInput): Promise<readonly string[]> {
  if (asked === undefined || before === after) return [];
  using tree = await syntax.parse(languageId, before);
  if (tree === undefined) return [];
  using changed = await syntax.reparse(tree, after);
  if (changed === undefined) return [];
  const lines = before.split('\n');
  const everything = { kind: 'replace', startLine: 0, endLine: lines.length - 1 } as const;
  const file = { lines, tree, target: everything, unit: targetUnit(tree, asked.target) };
  return removals(file, tree, changed, asked.instruction);
}
