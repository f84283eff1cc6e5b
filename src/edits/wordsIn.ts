/** The names and words of a text, in order, as code separates them. */
export function wordsIn(text: string): readonly string[] {
  return text.match(/[\w$]+/gu) ?? [];
}
