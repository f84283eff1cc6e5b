import type { AttemptOutcome, Breakers, CircuitId } from './breakers.ts';
import { isProviderError } from './errors.ts';
import { observed } from './observedStream.ts';
import type { StreamEnd } from './observedStream.ts';
import type { GenerationRequest, LLMProvider } from './provider.ts';
import { withStream } from './withStream.ts';

/** What breaking needs beside the provider. */
export interface Breaking {
  readonly breakers: Breakers;
  /** Whose health an attempt of this request tells about. */
  readonly circuit: (request: GenerationRequest) => CircuitId;
}

/** Sends nothing to a model that failed several times in a row, until its time has come. */
export function withBreaker(provider: LLMProvider, { breakers, circuit }: Breaking): LLMProvider {
  return withStream(provider, (request, options) =>
    observed(() => {
      const leave = breakers.enter(circuit(request));
      return {
        events: provider.stream(request, options),
        onEnd: (end) => leave(outcomeOf(end)),
      };
    }),
  );
}

/** A stream is a success only after its last event; a server that refuses is alive, but that makes no stream. */
function outcomeOf(end: StreamEnd): AttemptOutcome {
  if (end.kind === 'done') return 'success';
  if (end.kind === 'left') return 'neutral';
  return end.kind === 'unfinished' || isServersFault(end.error) ? 'failure' : 'neutral';
}

function isServersFault(error: unknown): boolean {
  if (!isProviderError(error)) return false;
  switch (error.kind) {
    case 'server':
    case 'network':
    case 'protocol':
      return true;
    case 'timeout':
      return error.timer !== 'total'; // a long answer is not a stall
    case 'truncated':
      return error.truncation === 'streamEnded';
    default:
      return false;
  }
}
