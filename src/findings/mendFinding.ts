const keys = 'category|severity|rule|message|suggestion|quote|symbol';
/** Blanks between members; bounded, because runs of them would be tried in every combination. */
const blanks = String.raw`\s{0,99}`;
const nextMember = `"${blanks},${blanks}"(?:${keys})"${blanks}:`;
/** UTF-16 units of an object that is worth mending: the time grows with the square. */
const longestMended = 20_000;
const member = new RegExp(
  `"(${keys})"${blanks}:${blanks}"((?:(?!${nextMember})[^])*?)(?=${nextMember}|"${blanks},?${blanks}\\}${blanks}[,\\]}]*${blanks}$)"`,
  'gu',
);

function unescaped(value: string): string {
  const escaped = value.replaceAll(/\\(?:["\\/bfnrt]|u[\da-fA-F]{4})|["\\]|\p{Cc}/gu, (found) => {
    if (found.length > 1) return found;
    return found === '"' || found === '\\' ? `\\${found}` : JSON.stringify(found).slice(1, -1);
  });
  return String(JSON.parse(`"${escaped}"`));
}

/**
 * Reads an object of texts whose quotes were not escaped, as small models write code into JSON: a text ends where the
 * next known member or the object's end follows. An object without texts, or a very long one, comes back empty.
 */
export function mendFinding(json: string): Readonly<Record<string, string>> {
  if (json.length > longestMended) return {};
  return Object.fromEntries(
    Array.from(json.matchAll(member), ([, key = '', value = '']) => [key, unescaped(value)]),
  );
}
