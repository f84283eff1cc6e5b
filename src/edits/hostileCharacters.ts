/** A character that can make code look like other code, where a new text has it and the old one had not. */
export interface HostileCharacter {
  readonly kind: 'bidi' | 'invisible' | 'tag' | 'replacement' | 'homoglyph';
  /** Such as `U+202E`. */
  readonly codePoint: string;
  /** In Unicode's words, or for a homoglyph the letter it looks like. */
  readonly name: string;
  /** The first line that has it, 0-based. */
  readonly line: number;
}

const names: Readonly<Record<number, readonly [HostileCharacter['kind'], string]>> = {
  0x00ad: ['invisible', 'SOFT HYPHEN'],
  0x034f: ['invisible', 'COMBINING GRAPHEME JOINER'],
  0x061c: ['bidi', 'ARABIC LETTER MARK'],
  0x115f: ['invisible', 'HANGUL CHOSEONG FILLER'],
  0x1160: ['invisible', 'HANGUL JUNGSEONG FILLER'],
  0x180e: ['invisible', 'MONGOLIAN VOWEL SEPARATOR'],
  0x200b: ['invisible', 'ZERO WIDTH SPACE'],
  0x200c: ['invisible', 'ZERO WIDTH NON-JOINER'],
  0x200d: ['invisible', 'ZERO WIDTH JOINER'],
  0x200e: ['bidi', 'LEFT-TO-RIGHT MARK'],
  0x200f: ['bidi', 'RIGHT-TO-LEFT MARK'],
  0x2028: ['invisible', 'LINE SEPARATOR'],
  0x2029: ['invisible', 'PARAGRAPH SEPARATOR'],
  0x202a: ['bidi', 'LEFT-TO-RIGHT EMBEDDING'],
  0x202b: ['bidi', 'RIGHT-TO-LEFT EMBEDDING'],
  0x202c: ['bidi', 'POP DIRECTIONAL FORMATTING'],
  0x202d: ['bidi', 'LEFT-TO-RIGHT OVERRIDE'],
  0x202e: ['bidi', 'RIGHT-TO-LEFT OVERRIDE'],
  0x2060: ['invisible', 'WORD JOINER'],
  0x2061: ['invisible', 'FUNCTION APPLICATION'],
  0x2062: ['invisible', 'INVISIBLE TIMES'],
  0x2063: ['invisible', 'INVISIBLE SEPARATOR'],
  0x2064: ['invisible', 'INVISIBLE PLUS'],
  0x2066: ['bidi', 'LEFT-TO-RIGHT ISOLATE'],
  0x2067: ['bidi', 'RIGHT-TO-LEFT ISOLATE'],
  0x2068: ['bidi', 'FIRST STRONG ISOLATE'],
  0x2069: ['bidi', 'POP DIRECTIONAL ISOLATE'],
  0x3164: ['invisible', 'HANGUL FILLER'],
  0xfeff: ['invisible', 'ZERO WIDTH NO-BREAK SPACE'],
  0xffa0: ['invisible', 'HALFWIDTH HANGUL FILLER'],
  0xfffc: ['replacement', 'OBJECT REPLACEMENT CHARACTER'],
  0xfffd: ['replacement', 'REPLACEMENT CHARACTER'],
};

/** Letters that most fonts draw like a Latin one. Source: the Latin part of Unicode's confusables, UTS 39. */
const lookalikes = new Map(
  Object.entries({
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
  }).flatMap(([latin, others]) => Array.from(others, (other) => [other, latin] as const)),
);

function rangeName(code: number): readonly [HostileCharacter['kind'], string] | undefined {
  if (code >= 0xe0000 && code <= 0xe007f) return ['tag', 'TAG CHARACTER'];
  if ((code >= 0xfe00 && code <= 0xfe0e) || (code >= 0xe0100 && code <= 0xe01ef))
    return ['invisible', 'VARIATION SELECTOR'];
  const isControl =
    (code < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(code)) || (code >= 0x7f && code < 0xa0);
  return isControl ? ['invisible', 'CONTROL CHARACTER'] : undefined;
}

const words = /[\p{L}\p{N}_$]+/gu;

/** Lookalikes in words that have Latin letters too, or nothing but lookalikes: a word of another script is only that. */
function homoglyphsOf(line: string): readonly string[] {
  return (line.match(words) ?? []).flatMap((word) => {
    const letters = Array.from(word).filter((character) => /\p{L}/u.test(character));
    const alike = letters.filter((character) => lookalikes.has(character));
    return alike.length > 0 && (alike.length === letters.length || /[A-Za-z]/u.test(word)) ? alike : [];
  });
}

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const notPlain = /[^\t\n\f\r\x20-\x7e]/u;

/** The hostile characters of a new text that the old one does not have, each once. Both with LF line ends. */
export function hostileCharacters(before: string, after: string): readonly HostileCharacter[] {
  if (!notPlain.test(after)) return [];
  const known = new Set(before);
  const found: HostileCharacter[] = [];
  after.split('\n').forEach((line, at) => {
    if (!notPlain.test(line)) return;
    const homoglyphs = new Set(homoglyphsOf(line));
    for (const character of new Set(line)) {
      if (known.has(character)) continue;
      const code = character.codePointAt(0) ?? 0;
      const latin = homoglyphs.has(character) ? lookalikes.get(character) : undefined;
      const named = latin === undefined ? (names[code] ?? rangeName(code)) : (['homoglyph', latin] as const);
      if (named === undefined) continue;
      known.add(character);
      const [kind, name] = named;
      found.push({
        kind,
        codePoint: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
        name,
        line: at,
      });
    }
  });
  return found;
}
