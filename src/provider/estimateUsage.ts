import { estimateTokens } from './estimateTokens.ts';
import type { GenerationRequest } from './provider.ts';
import { usageOf } from './usage.ts';
import type { Usage } from './usage.ts';

/** Tokens of everything a request carries, without the few that a chat template adds. */
export function estimatePromptTokens(request: GenerationRequest): number {
  const texts = [
    request.system,
    request.prompt,
    ...request.context.map((part) => part.text),
    ...request.history.map((turn) => turn.text),
  ];
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0);
}

/** What a request and the part of the answer that arrived have cost by our own count. */
export function estimateUsage(request: GenerationRequest, answer: string): Usage {
  return usageOf(estimatePromptTokens(request), estimateTokens(answer));
}
