import type { ColumnRange } from './proseRanges.ts';

const wideScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3001-\u303f]/u;
/** Blanks, and the punctuation of wide scripts. */
const between = /[\p{Z}\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e]/u;
/** Characters beside a place that are looked at: no more of them belong to a phrase. */
const near = 40;

/** A line of a text, and what a place in it is surrounded by. Columns are in UTF-16 units. */
export class TextLine {
  readonly text: string;
  readonly #ranges: () => readonly ColumnRange[];
  #isWide: boolean | undefined;

  /** `ranges` are its comments and strings, in order; asked for only where it matters. */
  constructor(text: string, ranges: () => readonly ColumnRange[]) {
    this.text = text;
    this.#ranges = ranges;
  }

  /** True when it has words of Chinese, Japanese or Korean. */
  get isWide(): boolean {
    this.#isWide ??= wideScript.test(this.text);
    return this.#isWide;
  }

  /** The comment or string that a column is in. */
  proseAt(column: number): ColumnRange | undefined {
    const ranges = this.#ranges();
    let [low, high] = [0, ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle]?.end ?? 0) <= column) low = middle + 1;
      else high = middle;
    }
    const found = ranges[low];
    return found !== undefined && found.start <= column ? found : undefined;
  }

  /** The nearest characters on both sides of a part, without blanks and wide punctuation; empty at the ends. */
  beside({ start, end }: ColumnRange): readonly [string, string] {
    const seen = (character: string): boolean => !between.test(character);
    return [
      Array.from(this.text.slice(Math.max(0, start - near), start)).findLast(seen) ?? '',
      Array.from(this.text.slice(end, end + near)).find(seen) ?? '',
    ];
  }

  /** True when a word of Chinese, Japanese or Korean stands beside a part. */
  isAmongWide(part: ColumnRange): boolean {
    return this.beside(part).some((character) => wideScript.test(character));
  }
}
