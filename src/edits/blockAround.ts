import type { LineRange } from '../syntax/lineRange.ts';
import { balance } from './brackets.ts';
import { indentOf, isBlank } from './indentation.ts';
import { lineAt } from './lineAt.ts';

/** Words that begin a statement with something in parentheses, or stand before a call. */
const statements =
  /^\W*(?:if|elif|elsif|else|unless|for|foreach|while|until|switch|match|case|when|catch|except|rescue|try|do|with|using|lock|return|throw|await|yield|new|guard|repeat|loop|defer|select|print|and|or|not|in)\b/u;

/** Words that declare a function, whatever comes after its name. */
const declaring = /^\s*(?:\w+\s+)*(?:def|fn|fun|func|function|method|proc|sub|subroutine)\s+\w/u;

/** UTF-16 units; a longer line would take long to read. */
const longestHead = 300;

/** A line that declares a function in nearly every language: words before a name with parentheses, or that name before its body. */
function isHead(line: string): boolean {
  if (line.length > longestHead) return false;
  if (declaring.test(line)) return true;
  const declares = /^\s*(?:[\w<>[\]:*&,@.?]+(?<!:)\s+)+[\w$.:~]+(?:<[^()]*>)?\(/u.test(line);
  return (declares || /^\s*[\w$]+\([^()]*\)\s*\{$/u.test(line)) && !statements.test(line);
}

const closing = /^\s*(?:[}\])]|end\b)/u;

/** The last line of what a head begins: the deeper lines below it, and what closes them. */
function endOf(lines: readonly string[], head: number): number | undefined {
  const depth = indentOf(lineAt(lines, head)).length;
  let end: number | undefined;
  for (let at = head + 1; at < lines.length; at += 1) {
    const line = lineAt(lines, at);
    if (isBlank(line)) continue;
    const isDeeper = indentOf(line).length > depth;
    const closes = closing.test(line);
    // The body of what goes on after its parameters or opens on a line of its own is still to come.
    const isOpen = /^\s*(?:\{|[\])].*[{:=])\s*$/u.test(line);
    if (!isDeeper && indentOf(line).length !== depth) return end;
    if (!isDeeper && !isOpen) return closes && end !== undefined ? at : end;
    end = at;
  }
  return end;
}

/**
 * The lines of the function around a line, told by indentation and brackets where there is no grammar; undefined where no
 * line looks like the head of one, or its brackets do not come out even.
 */
export function blockAround(lines: readonly string[], line: number): LineRange | undefined {
  let depth = Infinity;
  for (let head = line; head >= 0; head -= 1) {
    const text = lineAt(lines, head);
    const indent = indentOf(text).length;
    if (isBlank(text) || indent >= depth) continue;
    // What opens or closes a body belongs to a head of the same depth.
    if (closing.test(text) || /^\s*\{/u.test(text)) continue;
    depth = indent;
    const end = isHead(text) ? endOf(lines, head) : undefined;
    if (end === undefined || end < line) continue;
    const isEven = balance(lines.slice(head, end + 1).join('\n')).every((count) => count === 0);
    return isEven ? { startLine: head, endLine: end } : undefined;
  }
  return undefined;
}
