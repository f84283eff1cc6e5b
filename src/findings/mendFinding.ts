const keys = 'category|severity|rule|message|suggestion|quote|symbol';
const member = new RegExp(
  `"(${keys})"\\s*:\\s*"((?:(?!"\\s*,\\s*"(?:${keys})"\\s*:)[^])*?)"(?=\\s*,\\s*"(?:${keys})"\\s*:|\\s*,?\\s*\\}\\s*[,\\]}]*\\s*$)`,
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
 * next known member or the object's end follows. An object without texts comes back empty.
 */
export function mendFinding(json: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from(json.matchAll(member), ([, key = '', value = '']) => [key, unescaped(value)]),
  );
}
