import type { Hunk } from './forms/patch.ts';
import { patchForms } from './forms/patchForms.ts';

/** What an answer in changes begins with: no code has it at the edge, not even Lua's `--- words` or Ruby's `@@name`. */
const marks =
  /^(?:\s*\*\*\* Begin Patch|\s*<{5,9}\s*(?:SEARCH|ORIGINAL|HEAD|OLD)\b|@@+(?: |$)|diff --git |--- (?:[ab]\/|\/dev\/null|\S+\.\w+\s*$)|\s*(?:`{3,}|~{3,})\s*(?:diff|patch|udiff)\b)/imu;

/** Where some lines stand, when they stand there only once. Cheap: a preview is made many times a second. */
function onlyPlace(file: string, old: string): number | undefined {
  const text = `\n${file}\n`;
  const place = text.indexOf(`\n${old}\n`);
  return place === -1 || text.indexOf(`\n${old}\n`, place + 1) !== -1 ? undefined : place;
}

function applied(file: string, { lines }: Hunk): string {
  const side = (without: 'add' | 'remove'): readonly string[] =>
    lines.filter(({ kind }) => kind !== without).map(({ text }) => text);
  const old = side('add').join('\n');
  const place = onlyPlace(file, old);
  if (place === undefined || old === '') return file;
  const kept = side('remove');
  const below = file.slice(place + old.length);
  // Without lines of its own the hunk takes a line end with it.
  return kept.length > 0
    ? file.slice(0, place) + kept.join('\n') + below
    : file.slice(0, place) + below.replace(/^\n/u, '');
}

/**
 * The whole file with the changes that have arrived in full; undefined for an answer that is not written as changes, or
 * when the file holds such marks itself. A change that does not stand in the file exactly once is not shown yet.
 */
export function previewPatch(file: string, partialAnswer: string): string | undefined {
  if (!marks.test(partialAnswer) || marks.test(file)) return undefined;
  const lines = partialAnswer.split('\n').slice(0, -1);
  const form = patchForms.find((each) => each.read(lines).length > 0);
  if (form === undefined) return file;
  const hunks = form.read(lines).flatMap((patch) => patch.hunks);
  const whole = form.isWhole(lines) ? hunks : hunks.slice(0, -1);
  return whole.reduce(applied, file);
}
