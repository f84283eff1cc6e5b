import { hiddenCharacter } from './hiddenCharacters.ts';
import type { HiddenCharacter } from './hiddenCharacters.ts';
import { closeLetter, foldedLetters, mixedLetter, plainMark } from './lookalikes.ts';
import { proseRanges } from './proseRanges.ts';
import { fullwidth, isMongolian, isProseBlank, isProseMark, isProseWord, isTurkish } from './scriptProse.ts';
import { TextLine } from './textLine.ts';

/** A character that can make code look like other code, where a new text has it and the old one had not. */
export interface HostileCharacter {
  readonly kind: HiddenCharacter['kind'] | 'homoglyph';
  /** Such as `U+202E`. */
  readonly codePoint: string;
  /** In Unicode's words, or for a homoglyph what it looks like. */
  readonly name: string;
  /** The first line that has it, 0-based. */
  readonly line: number;
}

type Odd = Pick<HostileCharacter, 'kind' | 'name'>;

const words = /[\p{L}\p{N}_$]+/gu;
const letter = /[\p{L}\p{Nl}]/u;

/** A letter beyond ASCII, and the Latin letters it looks like or stands for. */
interface Letter {
  readonly character: string;
  readonly plain: string | undefined;
  /** True for one that looks so also in a word without Latin letters. */
  readonly isClose: boolean;
  readonly isFolded: boolean;
}

function letterOf(character: string): Letter | undefined {
  if (!letter.test(character)) return undefined;
  const [close, folded] = [closeLetter(character), foldedLetters(character)];
  const plain = close ?? folded ?? mixedLetter(character);
  return { character, plain, isClose: (close ?? folded) !== undefined, isFolded: folded !== undefined };
}

/** True for a word of nothing but such letters that is not prose: a word of another script is only that. */
function isAlike(letters: readonly Letter[], word: string, line: TextLine, start: number): boolean {
  if (!letters.every(({ isClose }) => isClose)) return false;
  const folded = letters.filter(({ isFolded }) => isFolded);
  if (folded.length === 0) return true;
  // A letter of another shape alone is a sign of mathematics, as in `x ∈ ℝ`.
  const isWide = folded.every(({ character }) => fullwidth.test(character));
  return isWide ? !isProseWord(word, line, start) : letters.length > 1;
}

/** Look-alike letters of a line with what they look like: in words that have Latin letters too, or nothing but such. */
function alikeLetters(line: TextLine, read: typeof letterOf): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { 0: word, index } of line.text.matchAll(words)) {
    const letters: Letter[] = [];
    for (const character of word) {
      const known = character > '\x7f' ? read(character) : undefined;
      if (known !== undefined) letters.push(known);
    }
    if (!letters.some(({ plain }) => plain !== undefined)) continue;
    if (!/[A-Za-z]/u.test(word) && !isAlike(letters, word, line, index)) continue;
    for (const { character, plain } of letters)
      if (plain !== undefined && (character !== 'ı' || !isTurkish(word, line, index)))
        found.set(character, plain);
  }
  return found;
}

/** Looks each character up once. */
function remembered<T>(look: (character: string) => T): (character: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (character) => {
    const found = known.get(character) ?? { value: look(character) };
    known.set(character, found);
    return found.value;
  };
}

/** What a character is besides a letter in a word; undefined for one that is what it seems. */
function oddityOf(character: string): Odd | undefined {
  const mark = plainMark(character);
  return mark === undefined ? hiddenCharacter(character) : { kind: 'homoglyph', name: mark };
}

/** True where prose has such a character. */
function isProse(character: string, { kind, name }: Odd, line: TextLine, column: number): boolean {
  if (kind === 'homoglyph') return isProseMark(character, name, line, column);
  return /\p{Zs}/u.test(character)
    ? isProseBlank(character, line, column)
    : isMongolian(character, line, column);
}

/** What characters are, by themselves. */
interface Readings {
  readonly letter: typeof letterOf;
  readonly oddity: typeof oddityOf;
}

/** The odd characters of a line, each with what it is. */
function* oddIn(line: TextLine, read: Readings): Generator<readonly [string, Odd]> {
  const alike = alikeLetters(line, read.letter);
  let column = 0;
  for (const character of line.text) {
    const letters = alike.get(character);
    const odd = read.oddity(character);
    if (letters !== undefined) yield [character, { kind: 'homoglyph', name: letters }];
    else if (odd !== undefined && !isProse(character, odd, line, column)) yield [character, odd];
    column += character.length;
  }
}

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const notPlain = /[^\t\n\f\r\x20-\x7e]/u;

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * The hostile characters of a new text that the old one does not have, each once. Both with LF line ends. Prose in comments
 * and strings may have the blanks, the punctuation and the letters of its script; that is told without a grammar.
 */
export function hostileCharacters(before: string, after: string): readonly HostileCharacter[] {
  if (!notPlain.test(after)) return [];
  const known = new Set(before);
  // Where one Turkish letter is, the other is no guest.
  if (/[ğşİĞŞ]/u.test(before)) known.add('ı');
  const found: HostileCharacter[] = [];
  const lines = after.split('\n');
  const read: Readings = { letter: remembered(letterOf), oddity: remembered(oddityOf) };
  let prose: ReturnType<typeof proseRanges> | undefined;
  lines.forEach((text, line) => {
    if (!notPlain.test(text)) return;
    const ranges = (): ReturnType<typeof proseRanges>[number] => (prose ??= proseRanges(lines))[line] ?? [];
    for (const [character, { kind, name }] of oddIn(new TextLine(text, ranges), read)) {
      if (known.has(character)) continue;
      known.add(character);
      found.push({ kind, codePoint: codePointOf(character), name, line });
    }
  });
  return found;
}
