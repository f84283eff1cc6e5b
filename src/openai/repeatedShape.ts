/**
 * The text of events that differ from the one before in their text alone, as nearly all events of an answer do.
 * Reading such an event needs no JSON parser, which would be half of the cost of a stream.
 */
export interface RepeatedShape {
  /** The text of an event like the one that was learned; undefined when it differs in anything else. */
  textIn(payload: string): string | undefined;
  /** Takes an event, valid JSON, as the one to be like, when the member `key` is in it once and holds `text`. */
  learn(payload: string, text: string): void;
  /** Forgets what was learned: something else came between. */
  forget(): void;
}

/** A quote, an escape or what may not stand in a JSON string. */
// oxlint-disable-next-line no-control-regex -- control characters are what JSON forbids
const special = /["\\\u0000-\u001f]/;

/**
 * Looks at the member `key`. Within a JSON string a quote is escaped, so that `"key":"` in the text of a payload is
 * always a member of that name; with the same text before and behind it, two payloads are the same but for its value.
 */
export function createRepeatedShape(key: string): RepeatedShape {
  const opening = `"${key}":"`;
  let learned: { readonly before: string; readonly behind: string } | undefined;
  return {
    textIn(payload) {
      if (learned === undefined) return undefined;
      const { before, behind } = learned;
      const end = payload.length - behind.length;
      if (end < before.length) return undefined;
      if (payload.slice(0, before.length) !== before || payload.slice(end) !== behind) return undefined;
      const literal = payload.slice(before.length, end);
      return special.test(literal) ? parseString(literal) : literal;
    },
    learn(payload, text) {
      learned = undefined;
      const at = payload.indexOf(opening);
      if (at < 0 || payload.includes(opening, at + 1)) return;
      const start = at + opening.length;
      const end = closingQuote(payload, start);
      if (parseString(payload.slice(start, end)) !== text) return;
      learned = { before: copied(payload.slice(0, start)), behind: copied(payload.slice(end)) };
    },
    forget() {
      learned = undefined;
    },
  };
}

/** Where the string that began before `start` ends. */
function closingQuote(payload: string, start: number): number {
  let at = start;
  while (at < payload.length && payload.charAt(at) !== '"') at += payload.charAt(at) === '\\' ? 2 : 1;
  return at;
}

/** What a JSON string holds; undefined when this is not the inside of one. */
function parseString(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(`"${literal}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A string of its own: a part of another one compares at half the speed, and keeps all of it alive. */
function copied(part: string): string {
  return Buffer.from(part).toString();
}
