import { collect } from './collect.ts';
import type { LLMProvider } from './provider.ts';

/** The provider with another `stream`; a whole answer is collected from it, so that both are served alike. */
export function withStream(provider: LLMProvider, stream: LLMProvider['stream']): LLMProvider {
  return {
    name: provider.name,
    stream,
    generate: (request, options) => collect(stream(request, options)),
    healthCheck: (signal, watch) => provider.healthCheck(signal, watch),
  };
}
