import { outcomeOfFailure } from './attempt.ts';
import { isProviderError } from './errors.ts';
import type { ProviderErrorKind } from './errors.ts';
import { estimateUsage } from './estimateUsage.ts';
import { observed } from './observedStream.ts';
import type { ObservedStream, StreamEnd } from './observedStream.ts';
import { plainLine } from './plainLine.ts';
import { noUsage } from './usage.ts';
import type { Usage } from './usage.ts';
import type { CallOptions, GenerationEvent, GenerationRequest, LLMProvider, Task } from './provider.ts';
import { withStream } from './withStream.ts';

/** What one request cost and how it ended; it holds no text, so that it can be kept. */
export interface RequestRecord {
  readonly task: Task;
  readonly model: string;
  readonly host: string;
  readonly usage: Usage;
  readonly usageEstimated: boolean;
  readonly outcome: 'ok' | ProviderErrorKind;
  readonly milliseconds: number;
  /** Milliseconds since 1970, by the clock passed in. */
  readonly startedAt: number;
  readonly correlationId: string;
}

/** What metering needs beside the provider. */
export interface Metering {
  /** Called exactly once for each request that was begun, when it is over. */
  readonly record: (entry: RequestRecord) => void;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Where requests go, and the model asked for when the server names none. */
  readonly target: () => { readonly host: string; readonly model: string };
}

/** Writes down what each request cost and how it ended, given up ones included. */
export function withMetering(provider: LLMProvider, metering: Metering): LLMProvider {
  return withStream(provider, (request, options) =>
    observed(() => metered(provider.stream(request, options), metering, { request, options })),
  );
}

interface Call {
  readonly request: GenerationRequest;
  readonly options: CallOptions;
}

function metered(events: AsyncIterable<GenerationEvent>, metering: Metering, call: Call): ObservedStream {
  const startedAt = metering.clock();
  const target = metering.target();
  let answer = '';
  let spent: { readonly usage: Usage; readonly estimated: boolean } | undefined;
  return {
    events,
    onEvent(event) {
      if (event.type === 'usage') spent = { usage: event.usage, estimated: false };
      else if (event.type === 'done') spent = { usage: event.usage, estimated: event.usageEstimated };
      else answer += event.text;
    },
    onEnd(end) {
      const error = end.kind === 'failed' && isProviderError(end.error) ? end.error : undefined;
      if (error?.partialUsage !== undefined) {
        spent = { usage: error.partialUsage, estimated: spent === undefined };
      }
      const cost = spent ?? {
        usage: answer === '' ? noUsage : estimateUsage(call.request, answer),
        estimated: true,
      };
      const served = end.kind === 'done' ? end.event.model : '';
      metering.record({
        task: call.request.task,
        // It may be a key that was put in the wrong place, here or at the server.
        model: plainLine(served === '' ? (call.request.model ?? target.model) : served),
        host: target.host,
        usage: cost.usage,
        usageEstimated: cost.estimated,
        outcome: outcomeOf(end, call.request.task),
        milliseconds: metering.clock() - startedAt,
        startedAt,
        correlationId: plainLine(call.options.correlationId),
      });
    },
  };
}

function outcomeOf(end: StreamEnd, task: Task): RequestRecord['outcome'] {
  switch (end.kind) {
    case 'done':
      return 'ok';
    case 'left':
      return 'cancelled';
    case 'unfinished':
      return 'protocol';
    case 'failed':
      return isProviderError(end.error) ? outcomeOfFailure(task, end.error) : 'unknown';
  }
}
