import type { Scrub } from './classify.ts';

const maxLength = 300;
const echoLength = 32;
/** Things that look like a key, whoever they belong to. */
const keyLike = /\b(sk-|Bearer\s+|gh[a-z]_|xox[a-z]-)[\w.*-]{6,}/g;

/**
 * Makes a server's words fit for a log: one line of at most 300 characters, known secrets and whatever looks like
 * a key replaced, and stretches of 32 characters or more that repeat what was sent cut out.
 */
export function createScrub(secrets: readonly string[], sent: readonly string[]): Scrub {
  const known = secrets.filter((secret) => secret.length >= 4).toSorted((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, '[secret]');
    clean = withoutEchoes(clean.replaceAll(keyLike, '[secret]').slice(0, 4 * maxLength), sent);
    // oxlint-disable-next-line no-control-regex -- control characters are what is replaced
    clean = clean.replaceAll(/[\u0000-\u0020\u007f-\u009f]+/g, ' ').trim();
    return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
  };
}

function withoutEchoes(text: string, sent: readonly string[]): string {
  let clean = '';
  let at = 0;
  while (at < text.length) {
    const echoed = echoAt(text, at, sent);
    clean += echoed > 0 ? '[…]' : text.charAt(at);
    at += Math.max(1, echoed);
  }
  return clean;
}

function echoAt(text: string, at: number, sent: readonly string[]): number {
  if (at + echoLength > text.length) return 0;
  const source = sent.find((candidate) => candidate.includes(text.slice(at, at + echoLength)));
  if (source === undefined) return 0;
  let length = echoLength;
  while (at + length < text.length && source.includes(text.slice(at, at + length + 1))) length += 1;
  return length;
}
