import { estimateTokens } from '../provider/estimateTokens.ts';
import type { ContextPart, GenerationRequest } from '../provider/provider.ts';

/** One share of what a request sends. */
export interface Share {
  readonly kind: 'system' | 'history' | 'prompt' | ContextPart['kind'];
  /** The part's symbol or path; empty for what has no name of its own. */
  readonly label: string;
  /** Estimated. */
  readonly tokens: number;
}

/** How many tokens of a request are what, in the order they are sent; nothing is listed that is empty. */
export function whatGoesWhere(request: GenerationRequest): readonly Share[] {
  const history = request.history.map((turn) => estimateTokens(turn.text));
  const shares: readonly Share[] = [
    { kind: 'system', label: '', tokens: estimateTokens(request.system) },
    { kind: 'history', label: '', tokens: history.reduce((sum, tokens) => sum + tokens, 0) },
    ...request.context.map(({ kind, label, tokens }) => ({ kind, label, tokens })),
    { kind: 'prompt', label: '', tokens: estimateTokens(request.prompt) },
  ];
  return shares.filter((share) => share.tokens > 0);
}
