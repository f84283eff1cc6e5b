import { keyLike } from './keyLike.ts';

/** Invisible and direction-changing characters, control characters, line and paragraph separators, halves of a pair. */
const unprintable = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\u2028\u2029\ufff9-\ufffb]/gu;

/**
 * A name from outside (a model, a host, an id of a server) for a log line or a label: one line without anything
 * invisible, at most `limit` UTF-16 units, and a key that someone took for a name replaced.
 */
export function plainLine(text: string, limit = 128): string {
  const clean = text
    .slice(0, 4 * limit)
    .replace(keyLike, '[secret]')
    .replace(unprintable, '\ufffd');
  return clean.length > limit ? `${clean.slice(0, limit - 1).toWellFormed()}…` : clean;
}
