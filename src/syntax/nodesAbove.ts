import type { Node } from 'web-tree-sitter';

/** A comment, or a decorator or attribute that stands before a declaration as a sibling. */
export interface LooseNode {
  readonly kind: 'comment' | 'leading';
  readonly node: Node;
  readonly startIndex: number;
  readonly endIndex: number;
}

/** What stands above a declaration up to the code before it, nearest first; blank lines do not end it. */
export interface Above {
  readonly leading: readonly Node[];
  readonly comments: readonly Node[];
}

/** The last of the ordered nodes that ends at or before an offset; -1 when there is none. */
function lastBefore(loose: readonly LooseNode[], index: number): number {
  let low = 0;
  let high = loose.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((loose[middle]?.endIndex ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** True when code stands on the line before a comment: then it speaks of that code. */
function trailsCode(loose: readonly LooseNode[], at: number, text: string): boolean {
  const start = loose[at]?.startIndex ?? 0;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const from = Math.max(lineStart, loose[at - 1]?.endIndex ?? 0);
  if (text.slice(from, start).trim() !== '') return true;
  return from > lineStart && loose[at - 1]?.kind === 'comment' && trailsCode(loose, at - 1, text);
}

/** Reads what stands above a node by the text between: nothing but blanks may. */
export function nodesAbove(node: Node, loose: readonly LooseNode[], text: string): Above {
  const leading: Node[] = [];
  const comments: Node[] = [];
  let start = node.startIndex;
  for (let at = lastBefore(loose, start); at >= 0; at -= 1) {
    const each = loose[at];
    if (each === undefined || text.slice(each.endIndex, start).trim() !== '') break;
    if (each.kind === 'comment' && trailsCode(loose, at, text)) break;
    (each.kind === 'comment' ? comments : leading).push(each.node);
    start = each.startIndex;
  }
  return { leading, comments };
}
