/** Where a person's cursor or selection is. Units are named by path: `Cart.total`. */
export type AskedAt =
  /** The cursor on the first line of a declaration. */
  | { readonly kind: 'in'; readonly unit: string }
  /** The cursor on the blank line after a declaration; at the end of the file where there is none. */
  | { readonly kind: 'after'; readonly unit: string }
  /** Whole lines, from the one that begins with `from` to the next that begins with `to`, blanks aside. */
  | { readonly kind: 'lines'; readonly from: string; readonly to: string };

/** One request as a person would make it, and what a file in which it was done declares. */
export interface AnswerTask {
  /** Below `media/examples`, else below `test/answers/files`; the folder is the language. */
  readonly file: string;
  readonly at: AskedAt;
  readonly instruction: string;
  /** The declaration that is there afterwards, exactly once. */
  readonly unit: string;
  /** What its code holds then. */
  readonly holds: RegExp;
  /** What its code does not hold any more. */
  readonly lacks?: RegExp;
  /** What the file holds then, wherever: an import. */
  readonly fileHolds?: RegExp;
  /** Asked in every `npm test`, too. */
  readonly always?: true;
}

/** The cursor in a declaration. */
export function inUnit(unit: string): AskedAt {
  return { kind: 'in', unit };
}

/** The cursor after a declaration. */
export function afterUnit(unit: string): AskedAt {
  return { kind: 'after', unit };
}

/** A selection of whole lines. */
export function selected(from: string, to: string): AskedAt {
  return { kind: 'lines', from, to };
}
