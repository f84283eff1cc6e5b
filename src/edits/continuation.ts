import { extractCode } from './extract.ts';
import { isBlank } from './indentation.ts';

const fence = /^\s*(?:`{3,}|~{3,})\s*(\S*)/u;

/** The whole lines of an answer that broke off, line end included: where it is gone on from. Empty without a whole line. */
export function wholeLines(answer: string): string {
  return answer.slice(0, answer.lastIndexOf('\n') + 1);
}

/** A continuation that opens the code's fence anew, without what it says before and without that fence. */
function withoutNewFence(lines: readonly string[]): readonly string[] | undefined {
  const opening = lines.findIndex((line) => fence.test(line));
  if (opening === -1) return undefined;
  const isTagged = fence.exec(lines[opening] ?? '')?.[1] !== '';
  // Without a tag it may be the fence that ends the code.
  const isPair = lines.some((line, index) => index > opening + 1 && fence.test(line));
  return isTagged || isPair ? lines.slice(opening + 1) : undefined;
}

/** The numbers of lines that one list ends and the other begins with, the largest first; none at the end of the list. */
function overlaps(first: readonly string[], rest: readonly string[]): readonly number[] {
  const found: number[] = [];
  for (let count = Math.min(first.length, rest.length); count > 0; count -= 1) {
    const start = first.length - count;
    if (rest[0] !== first[start]) continue;
    if (rest.slice(0, count).every((line, index) => line.trimEnd() === first[start + index]?.trimEnd()))
      found.push(count);
  }
  return [...found, 0];
}

/** The part above with what goes on from one of its lines anew, in other words than before; undefined when it does not. */
function writtenAnew(above: readonly string[], lines: readonly string[]): string | undefined {
  const start = lines.findIndex((line) => !isBlank(line));
  const place = above.lastIndexOf(lines[start] ?? '');
  return start === -1 || place === -1
    ? undefined
    : [...above.slice(0, place), ...lines.slice(start)].join('\n');
}

/** Ways to join that are looked at; a text that repeats itself over and over has one for each repetition. */
const maxJoins = 4;

/**
 * The whole answers that two parts may make, the most likely first: what the second repeats of the first is there once,
 * and a fence it opens anew is not there. `first` ends with a whole line, or is empty.
 */
export function joinedAnswers(first: string, rest: string): readonly string[] {
  const above = first.split('\n').slice(0, -1);
  const lines = rest.split('\n');
  const reopened = extractCode(first).open ? withoutNewFence(lines) : undefined;
  const found = new Set<string>();
  const parts = reopened === undefined ? [lines] : [reopened, lines];
  for (const each of parts) {
    const start = each.findIndex((line) => !isBlank(line));
    // Blank lines that a model puts before its words are not part of the code, unless they are repeated too.
    for (const part of start > 0 ? [each, each.slice(start)] : [each])
      for (const count of overlaps(above, part).slice(0, maxJoins))
        found.add([...above, ...part.slice(count)].join('\n'));
  }
  for (const each of parts) {
    const anew = writtenAnew(above, each);
    if (anew !== undefined) found.add(anew);
  }
  return [...found];
}
