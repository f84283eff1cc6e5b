import type { AttemptOutcome, Breakers, CircuitId } from './breakers.ts';
import { isProviderError } from './errors.ts';
import type { ProviderErrorKind } from './errors.ts';
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
  switch (end.kind) {
    case 'done':
      return 'success';
    case 'unfinished':
      return 'failure';
    case 'failed':
      return isServersFault(end.error) ? 'failure' : 'neutral';
    case 'left':
      return 'neutral';
  }
}

const faults: ReadonlySet<ProviderErrorKind> = new Set(['server', 'network', 'protocol']);

function isServersFault(error: unknown): boolean {
  if (!isProviderError(error)) return false;
  const { kind, timer, truncation } = error;
  if (kind === 'timeout') return timer !== 'total'; // a long answer is not a stall
  return faults.has(kind) || truncation === 'streamEnded';
}
