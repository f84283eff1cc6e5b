/** What stands in an answer: an object that has the key, or why there is none. */
export type JsonObjectOutcome =
  | { readonly kind: 'object'; readonly value: object }
  | { readonly kind: 'problem'; readonly problem: 'noRecord' | 'truncated' | 'notJson' };

/** Braces tried before giving up: prose may hold some, an answer full of them is no record. */
const mostAttempts = 40;

const escapeControl = (control: string): string =>
  `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A string literal with its raw control characters and unknown escapes made legal JSON. */
function legalString(literal: string): string {
  return literal
    .replace(/\p{Cc}/gu, escapeControl)
    .replace(/\\(u[\da-f]{4}|["\\/bfnrt])?/gi, (match, known) => (known === undefined ? '\\\\' : match));
}

/** The end of a string literal that opens at `start`, behind its quote; undefined when it does not close. */
function stringEnd(text: string, start: number): number | undefined {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return undefined;
}

/** The object that opens at `start`, without trailing commas; undefined when it does not close. */
function objectAt(text: string, start: number): string | undefined {
  const parts: string[] = [];
  let depth = 0;
  for (let index = start; index < text.length;) {
    const character = text.charAt(index);
    if (character === '"') {
      const end = stringEnd(text, index);
      if (end === undefined) return undefined;
      parts.push(legalString(text.slice(index, end)));
      index = end;
      continue;
    }
    index += 1;
    if (character === ',' && /^\s*[}\]]/.test(text.slice(index, index + 200))) continue;
    parts.push(character);
    if ('{['.includes(character)) depth += 1;
    if ('}]'.includes(character)) depth -= 1;
    if (depth === 0) return parts.join('');
  }
  return undefined;
}

function parseObject(json: string): object | undefined {
  try {
    return Object(JSON.parse(json));
  } catch {
    return undefined;
  }
}

/** The first JSON object with the key in a text that may have words and fences around it. */
export function readJsonObject(text: string, key: string): JsonObjectOutcome {
  let problem: 'noRecord' | 'truncated' | 'notJson' = 'noRecord';
  let start = text.indexOf('{');
  for (let attempt = 0; start >= 0 && attempt < mostAttempts; attempt += 1) {
    const json = objectAt(text, start);
    const value = json === undefined ? undefined : parseObject(json);
    if (value !== undefined && key in value) return { kind: 'object', value };
    if (json === undefined && problem === 'noRecord') problem = 'truncated';
    if (json !== undefined && value === undefined && problem === 'noRecord') problem = 'notJson';
    start = text.indexOf('{', start + 1);
  }
  return { kind: 'problem', problem };
}
