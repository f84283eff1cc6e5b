const plain: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201A\u201B\u2032\u00B4]/gu, "'"],
  [/[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]/gu, '"'],
  [/[\u2010-\u2015\u2212]/gu, '-'],
  [/\u2026/gu, '...'],
  [/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/gu, ' '],
];

const typographic =
  /[\u00A0\u00AB\u00B4\u00BB\u2000-\u200A\u2010-\u2015\u2018-\u201F\u2026\u202F\u2032\u2033\u205F\u2212\u3000]/u;

/** True when a text has quotes, dashes or blanks that programs put in the place of the plain ones. */
export function hasTypography(text: string): boolean {
  return typographic.test(text);
}

/** A text with the quotes, dashes and blanks of ASCII. */
export function plainPunctuation(text: string): string {
  return typographic.test(text)
    ? plain.reduce((result, [pattern, ascii]) => result.replace(pattern, ascii), text)
    : text;
}
