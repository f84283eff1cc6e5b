import { keyLike } from '../provider/keyLike.ts';
import type { Scrub } from './classify.ts';

const maxLength = 300;

/** How long a repeated stretch must be to be cut out, and what stands in its place. */
interface Echo {
  readonly length: number;
  readonly mark: string;
}

const textEcho: Echo = { length: 32, mark: '[…]' };
/** Servers repeat a part of a key, or what follows `Basic` in a header. */
const secretEcho: Echo = { length: 12, mark: '[secret]' };

/**
 * Makes a server's words fit for a log: one line of at most 300 characters, known secrets and whatever looks like
 * a key replaced, as are stretches of 12 characters of a secret; stretches of 32 that repeat what was sent are cut out.
 */
export function createScrub(secrets: readonly string[], sent: readonly string[]): Scrub {
  const known = secrets.filter((secret) => secret.length >= 4).toSorted((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, '[secret]');
    clean = clean.replaceAll(keyLike, '[secret]').slice(0, 4 * maxLength);
    clean = withoutEchoes(clean, known, secretEcho);
    clean = withoutEchoes(clean, sent, textEcho);
    // oxlint-disable-next-line no-control-regex -- control characters are what is replaced
    clean = clean.replaceAll(/[\u0000-\u0020\u007f-\u009f]+/g, ' ').trim();
    return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
  };
}

function withoutEchoes(text: string, sources: readonly string[], echo: Echo): string {
  if (text.length < echo.length) return text;
  let clean = '';
  let at = 0;
  while (at < text.length) {
    const echoed = echoAt(text, at, sources, echo.length);
    clean += echoed > 0 ? echo.mark : text.charAt(at);
    at += Math.max(1, echoed);
  }
  return clean;
}

function echoAt(text: string, at: number, sources: readonly string[], least: number): number {
  if (at + least > text.length) return 0;
  const source = sources.find((candidate) => candidate.includes(text.slice(at, at + least)));
  if (source === undefined) return 0;
  let length = least;
  while (at + length < text.length && source.includes(text.slice(at, at + length + 1))) length += 1;
  return length;
}
