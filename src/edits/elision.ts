import { diffArrays } from 'diff';
import { isBlank } from './indentation.ts';

const commentLine =
  /^\s*(?:\/\/+!?|#+|--+|;+|%+|\/?\*+|<!--|\{\s*\/\*+|\{-|\(\*|"""|'''|rem\b)([^]*?)(?:\*+\/\s*\}?|-->|\*\)|-\}|"""|''')?$/iu;
const innerComment = /\/\*+\s*(.*?)\s*\*+\/|(?:\/\/|#|--)\s*(.*)$/u;
const dots = /^[([\s]*(?:\.{2,}|…)|(?:\.{2,}|…)[\s.)\]]*$/u;
const onlyDots = /^[([\s]*(?:\.{3,}|…)[\s)\]]*$/u;
/** Dots alone, without a comment around: no language but Python has them as a statement. */
const bareDots = /^\s*(?:\.{3,}|…)\s*$/u;
const leftOut =
  /\b(?:existing|rest|remaining|remainder|unchanged|previous|original|omitted|same|other|more|as before)\b/iu;
const sentence = new RegExp(
  [
    String.raw`\b(?:rest|remainder) of (?:the|your|this)\b`,
    String.raw`\b(?:remains?|stays?|is|are|left|kept?)(?: the)? (?:same|unchanged|as is|as before)\b`,
    String.raw`\brest (?:is |remains )?(?:unchanged|the same)\b`,
    String.raw`\b(?:your |the )?(?:existing|original|previous|remaining|unchanged) (?:code|implementation|logic|methods?|functions?|body)(?: (?:goes |stays |remains )?(?:here|unchanged|the same))?$`,
    String.raw`^(?:same|unchanged)(?: as (?:before|above|the original))?$`,
    String.raw`\bomitted for brevity\b`,
    String.raw`^(?:your |the )?(?:code|implementation|logic) (?:goes )?here$`,
  ].join('|'),
  'iu',
);

/** What comments say that stand for code; others speak of code that is there in the same words. */
const loose = new RegExp(
  [
    String.raw`\b(?:omitted|elided|truncated|snip(?:ped)?|unchanged|abbreviated|left out|cut off)\b`,
    String.raw`\b(?:same|other|remaining|rest of|previous|existing|further|more) (?:\w+ )?(?:code|steps?|lines?|logic|methods?|functions?|body|cases?|statements?|fields?|checks?|implementation)\b`,
    String.raw`\bas (?:(?:it|they) (?:was|were|is|are)|before|above|in the original)\b`,
  ].join('|'),
  'iu',
);

type Mark = 'none' | 'possible' | 'certain';

/** UTF-16 units; nobody says in a longer line that code was left out, and it would take long to read. */
const longestMark = 300;

/** What a line says that is nothing but a comment. */
function commentText(line: string): string | undefined {
  return commentLine.exec(line.trimEnd())?.[1]?.trim();
}

/** How clearly a line says that code was left out: dots with a word for it are certain, the rest depends on what is missing. */
function markOf(line: string): Mark {
  if (line.length > longestMark) return 'none';
  const text = commentText(line);
  if (text === undefined) {
    const inner = innerComment.exec(line);
    const inside = inner?.[1] ?? inner?.[2] ?? '';
    return dots.test(inside) && leftOut.test(inside) ? 'certain' : 'none';
  }
  if (dots.test(text) && leftOut.test(text)) return 'certain';
  return onlyDots.test(text) || sentence.test(text) ? 'possible' : 'none';
}

/**
 * True when the code says in a comment that parts of the original were left out, and they were: a mark the file did not
 * have, and lines of the original that the code does not hold. For an insertion only a certain mark counts.
 */
export function isElided(code: readonly string[], original: readonly string[], file: string): boolean {
  return hasMark(code, original, file) || hasCommentForCode(code, original, file);
}

function hasMark(code: readonly string[], original: readonly string[], file: string): boolean {
  const marks = code
    .map((line) => ({ line: line.trim(), mark: markOf(line) }))
    .filter((each) => each.mark !== 'none');
  if (marks.length === 0) return false;
  const known = new Set(file.split('\n').map((line) => line.trim()));
  const fresh = marks.filter(({ line }) => !known.has(line));
  if (fresh.length === 0) return false;
  const certain = fresh.some(({ mark }) => mark === 'certain');
  if (original.length === 0) return certain;
  const kept = new Set(code.map((line) => line.trim()));
  const missing = original.filter((line) => !isBlank(line) && !kept.has(line.trim()));
  return missing.length >= (certain ? 1 : 2);
}

/** True when lines of code went and nothing but a comment with words for that came in their place. */
function hasCommentForCode(code: readonly string[], original: readonly string[], file: string): boolean {
  if (!code.some((line) => loose.test(commentText(line) ?? ''))) return false;
  const known = new Set(file.split('\n').map((line) => line.trim()));
  const trimmed = (lines: readonly string[]): string[] =>
    lines.map((line) => line.trim()).filter((line) => line !== '');
  const changes = diffArrays(trimmed(original), trimmed(code), { maxEditLength: 1000 }) ?? [];
  return changes.some((change, index) => {
    if (!change.added) return false;
    const gone = [changes[index - 1], changes[index + 1]].flatMap((next) =>
      next?.removed ? next.value : [],
    );
    const comments = change.value.map((line) => (known.has(line) ? undefined : commentText(line)));
    if (comments.some((text) => text === undefined || text === '')) return false;
    const lines = gone.filter((line) => commentText(line) === undefined).length;
    return lines >= 2 && comments.some((text) => loose.test(text ?? ''));
  });
}

/** The lines of code that are nothing but a mark of left-out code, and that the file does not have. */
export function elisionMarks(code: readonly string[], file: string): readonly number[] {
  const marks = code.flatMap((line, index) => (isWholeMark(line) ? [index] : []));
  if (marks.length === 0) return [];
  const known = new Set(file.split('\n').map((line) => line.trim()));
  return marks.filter((index) => !known.has(code[index]?.trim() ?? ''));
}

function isWholeMark(line: string): boolean {
  return bareDots.test(line) || (markOf(line) !== 'none' && commentText(line) !== undefined);
}

/** True for a line that is nothing but a certain mark of left-out code. */
export function isLeftOutMark(line: string): boolean {
  return markOf(line) === 'certain' && commentText(line) !== undefined;
}
