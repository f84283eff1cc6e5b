import type { TextLine } from './textLine.ts';

/** The forms that wide scripts have of letters and marks of ASCII. */
export const fullwidth = /[\uff01-\uff5e]/u;
const mongolianSelector = /^[\u180b-\u180d\u180f]$/u;
/** A word before one of these is read as code wherever it seems to stand. */
const codeMark = /^(?:[([=]|\.\w)/u;
const turkishLetter = /[çğöşüÇĞİÖŞÜ]/u;

/** True for a blank that prose has: between words of a comment or a string, and the wide one on a line of its scripts. */
export function isProseBlank(character: string, line: TextLine, column: number): boolean {
  const prose = line.proseAt(column);
  if (character === '\u3000') {
    const beside = line.beside({ start: column, end: column + 1 });
    return line.isWide && (prose !== undefined || beside.every((each) => each === '' || each > '\x7f'));
  }
  if (prose === undefined || column === prose.start || column + 1 === prose.end) return false;
  return /^\S\S$/u.test(line.text.charAt(column - 1) + line.text.charAt(column + 1));
}

/**
 * True for a mark that prose has: in a comment or a string, unless it stands in a path or an address as the mark that it
 * looks like would, and beside letters of its own script. The wide ones are no code anywhere: a line of their scripts will do.
 */
export function isProseMark(character: string, plain: string, line: TextLine, column: number): boolean {
  if (fullwidth.test(character)) return line.isWide || line.proseAt(column) !== undefined;
  const [before, after] = [line.text.charAt(column - 1), line.text.charAt(column + 1)];
  const isInPath = /^[./:\\]$/u.test(plain) && /^(?=.*[A-Za-z])\w\w$/u.test(before + after);
  return (
    (!isInPath && line.proseAt(column) !== undefined) ||
    (character === '\u037e' && /\p{Script=Greek}/u.test(before)) ||
    (character === '\u0589' && /\p{Script=Armenian}/u.test(before))
  );
}

/** True for a fullwidth word that prose has; one that is called, indexed or assigned is code. */
export function isProseWord(word: string, line: TextLine, start: number): boolean {
  const end = start + word.length;
  if (codeMark.test(line.text.slice(end, end + 2))) return false;
  return line.proseAt(start) !== undefined || line.isAmongWide({ start, end });
}

/** True where a dotless i is Turkish, which mixes it with Latin letters in every other word. */
export function isTurkish(word: string, line: TextLine, start: number): boolean {
  return turkishLetter.test(word) || line.proseAt(start) !== undefined;
}

/** True for a selector behind the Mongolian letter whose form it chooses. */
export function isMongolian(character: string, line: TextLine, column: number): boolean {
  return mongolianSelector.test(character) && /\p{Script=Mongolian}/u.test(line.text.charAt(column - 1));
}
