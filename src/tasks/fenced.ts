import { estimateTokens } from '../provider/estimateTokens.ts';
import type { ContextPart } from '../provider/provider.ts';

/** Backticks longer than any run in the text, three at least, so that the text cannot end its own block. */
function fenceFor(text: string): string {
  const runs = text.match(/`+/gu) ?? [];
  return '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
}

/** A text as a fenced block. */
export function fenced(text: string, word: string): string {
  const fence = fenceFor(text);
  return `${fence}${word}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
}

/** A part whose text is the fenced block, its tokens counted anew. */
export function fencedPart(part: Omit<ContextPart, 'tokens'>, word: string): ContextPart {
  const text = fenced(part.text, word);
  return { kind: part.kind, label: part.label, text, tokens: estimateTokens(text) };
}
