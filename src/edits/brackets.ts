/** Languages of words, where a bracket may stand alone: `1)`, `:-)`. */
const ofWords = new Set([
  'plaintext',
  'markdown',
  'mdx',
  'latex',
  'tex',
  'restructuredtext',
  'asciidoc',
  'log',
]);

/** How many more of each kind of bracket a text opens than it closes. */
export function balance(text: string): readonly number[] {
  return ['()', '[]', '{}'].map(([open, close]) => {
    let count = 0;
    for (const character of text) count += character === open ? 1 : character === close ? -1 : 0;
    return count;
  });
}

/** True when a text opens as many brackets more than it closes as another; all that can be said where there is no grammar. */
export function keepsBrackets(before: string, after: string, languageId: string): boolean {
  if (ofWords.has(languageId)) return true;
  const expected = balance(before);
  return balance(after).every((count, index) => count === expected[index]);
}
