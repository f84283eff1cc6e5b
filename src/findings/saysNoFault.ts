import { parseJson } from './parseJson.ts';

/** What models write for `no fault` where a line of JSON was asked for; a refusal begins with other words. */
const inWords =
  /^(there (is|are|were) |i (found|find|see|could find) |i could not find )?(no|none|nothing|any)\b( [\w-]+){0,3}? ?(faults?|issues?|problems?|findings?|bugs?|errors?|defects?|wrong|none|nothing)\b[^\n]*$/i;

const lists: ReadonlySet<string> = new Set(['findings', 'issues', 'faults']);

/** True for an answer which says that the code has no fault, which is not the same as saying nothing of it. */
export function saysNoFault(answer: string): boolean {
  const bare = answer.replaceAll(/^\s*```.*$/gm, '').trim();
  return [bare, ...bare.split('\n')].some((text) => isNone(text.trim())) || inWords.test(bare);
}

function isNone(text: string): boolean {
  // Nothing else can be a list without entries or an object that says so.
  if (!/^[[{]/u.test(text)) return false;
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return false;
  const members: readonly (readonly [name: string, member: unknown])[] = Object.entries(value);
  return (
    isEmptyList(value) ||
    members.some(([name, member]) =>
      name === 'none' ? member === true : lists.has(name) && isEmptyList(member),
    )
  );
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
