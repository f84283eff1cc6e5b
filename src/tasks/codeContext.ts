import type { ContextPart } from '../provider/provider.ts';
import { fencedPart } from './fenced.ts';

/** Stable things first, the code itself last and once, whatever was gathered about it. */
const order: readonly ContextPart['kind'][] = ['imports', 'definition', 'enclosing'];

/** What was gathered around some code, then the code itself, each in a fenced block. Empty parts are left out. */
export function codeContext(
  gathered: readonly ContextPart[],
  code: { readonly label: string; readonly text: string; readonly fence: string },
): readonly ContextPart[] {
  const around = order.flatMap((kind) => gathered.filter((part) => part.kind === kind));
  const unit = { kind: 'unit', label: code.label, text: code.text } as const;
  return [...around, unit]
    .filter((part) => part.text.trim() !== '')
    .map((part) => fencedPart(part, code.fence));
}
