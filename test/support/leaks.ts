import { inspect } from 'node:util';

/** Everything a person or a program could read of a value: an error with its causes and stacks, an object with all its fields. */
export function everythingIn(value: unknown): string {
  const seen = new Set<unknown>();
  const parts: string[] = [];
  const visit = (each: unknown): void => {
    if (typeof each === 'string') parts.push(each);
    if (typeof each !== 'object' || each === null || seen.has(each)) return;
    seen.add(each);
    parts.push(inspect(each, { depth: 10, showHidden: true, maxStringLength: null, maxArrayLength: null }));
    parts.push(json(each));
    if (each instanceof Error) parts.push(each.message, each.stack ?? '', String(each));
    for (const name of Object.getOwnPropertyNames(each)) visit(Reflect.get(each, name));
  };
  visit(value);
  return parts.join('\n');
}

function json(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

/** So many characters of a secret in a row tell something of it. */
const telling = 12;

/** Where a text gives away a secret: the first telling stretch of it; undefined when it does not. */
export function leakIn(text: string, secrets: readonly string[]): string | undefined {
  const plain = text.toLowerCase();
  for (const secret of secrets)
    for (let at = 0; at + telling <= secret.length; at += 1) {
      const part = secret.slice(at, at + telling).toLowerCase();
      if (plain.includes(part))
        return `…${text.slice(Math.max(0, plain.indexOf(part) - 60), plain.indexOf(part) + 40)}`;
    }
  return undefined;
}
