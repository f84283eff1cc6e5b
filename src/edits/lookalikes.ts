/** `abc` for each letter that looks like it, told by the other way round. */
function byCharacter(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(table).flatMap(([plain, others]) =>
      Array.from(others, (other) => [other, plain] as const),
    ),
  );
}

/** Greek, Cyrillic and IPA letters that most fonts draw like a Latin one. Source: Unicode's confusables, UTS 39. */
const closeLetters = byCharacter({
  a: 'аɑα',
  c: 'сϲ',
  d: 'ԁ',
  e: 'еҽ',
  g: 'ɡ',
  h: 'һ',
  i: 'іι',
  j: 'јϳ',
  l: 'ӏ',
  o: 'оοօ',
  p: 'рρ',
  q: 'ԛ',
  s: 'ѕ',
  v: 'νѵ',
  w: 'ԝ',
  x: 'хχ',
  y: 'уγ',
  A: 'АΑ',
  B: 'ВΒ',
  C: 'СϹ',
  E: 'ЕΕ',
  H: 'НΗ',
  I: 'ІΙӀ',
  J: 'Ј',
  K: 'КΚ',
  M: 'МΜ',
  N: 'Ν',
  O: 'ОΟ',
  P: 'РΡ',
  S: 'Ѕ',
  T: 'ТΤ',
  X: 'ХΧ',
  Y: 'УΥҮ',
  Z: 'Ζ',
});

/** Armenian and Cherokee letters, and the Turkish i: from the same source, but whole words of them are only words. */
const mixedLetters = byCharacter({
  b: 'Ꮟ',
  g: 'ց',
  h: 'հ',
  i: 'ıᎥ',
  j: 'յ',
  n: 'ոռ',
  q: 'գզ',
  u: 'ս',
  w: 'ա',
  y: 'Ꭹ',
  A: 'Ꭺ',
  B: 'Ᏼ',
  C: 'Ꮯ',
  D: 'Ꭰ',
  E: 'Ꭼ',
  G: 'Ꮐ',
  H: 'Ꮋ',
  J: 'Ꭻ',
  K: 'Ꮶ',
  L: 'Ꮮ',
  M: 'Ꮇ',
  O: 'Օ',
  P: 'Ꮲ',
  R: 'ᎡᏒ',
  S: 'ՏᏕᏚ',
  T: 'Ꭲ',
  U: 'Ս',
  V: 'Ꮩ',
  W: 'ᎳᏔ',
  Z: 'Ꮓ',
});

/** Characters that look like punctuation which means something in code. Source: the same; quotes and dashes of prose are left out. */
const punctuation = byCharacter({
  '!': 'ǃ',
  '*': '∗⁎',
  '+': '᛭',
  ',': '‚٫',
  '-': '−‐‑⁃',
  '.': '․',
  '/': '∕⁄⧸╱',
  ':': '꞉∶։׃ː',
  ';': '\u037e',
  '<': '˂ᐸ',
  '=': '꞊⹀',
  '>': '˃ᐳ',
  '\\': '∖⧵⧹',
  '^': 'ˆ',
  '`': '\u1fefˋ',
  '|': '∣ǀ❘',
  '~': '∼˜',
});

/** The Latin letter that a Greek, Cyrillic or IPA one looks like, also in a word of nothing else. */
export function closeLetter(character: string): string | undefined {
  return closeLetters.get(character);
}

/** The Latin letter that one of another script looks like among Latin letters. */
export function mixedLetter(character: string): string | undefined {
  return mixedLetters.get(character);
}

/** The Latin letters that another shape of them stands for: fullwidth, mathematical, ligatures. Raised ones are told apart. */
export function foldedLetters(character: string): string | undefined {
  if (character <= '\u00ff' || !/[\p{L}\p{Nl}]/u.test(character) || /\p{Lm}/u.test(character))
    return undefined;
  const folded = character.normalize('NFKC');
  return /^[A-Za-z]+$/u.test(folded) ? folded : undefined;
}

/** The punctuation of ASCII that a character looks like. */
export function plainMark(character: string): string | undefined {
  const fullwidth = /[\uff01-\uff5e]/u.test(character) ? character.normalize('NFKC') : '';
  return punctuation.get(character) ?? (/^[!-/:-@[-`{-~]$/u.test(fullwidth) ? fullwidth : undefined);
}
