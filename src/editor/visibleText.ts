// Invisible, zero-width, direction-changing and annotating characters, tags, separators, and controls but tab and line ends.
const hidden = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\u2028\u2029]|(?![\t\n\r])\p{Cc}/gu;
const emojiBefore = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\uFE0F0-9#*])$/u;
const emojiAfter = /^\p{Extended_Pictographic}/u;
/** Scripts whose words need joiners and non-joiners to be spelled right. */
const joiningScript =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]$/u;

/**
 * `text` with every character that is invisible or reorders its neighbours spelled out as `⟦U+202E⟧` (after Unicode
 * Technical Standard 55). What belongs to an emoji or to the spelling of a word stays, as do tabs and line ends.
 */
export function visibleText(text: string): string {
  return text.replace(hidden, (character, offset: number) =>
    isSpelling(text, character, offset) ? character : spelledOut(character),
  );
}

function spelledOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟦U+${code.toString(16).toUpperCase().padStart(4, '0')}⟧`;
}

function isSpelling(text: string, character: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - 2), offset);
  if (character === '\uFE0F' || character === '\uFE0E') return emojiBefore.test(before);
  if (character !== '\u200C' && character !== '\u200D') return false;
  const after = text.slice(offset + 1, offset + 3);
  return joiningScript.test(before) || (emojiBefore.test(before) && emojiAfter.test(after));
}
