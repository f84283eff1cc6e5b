import { collect } from './collect.ts';
import { isProviderError } from './errors.ts';
import type { ProviderErrorKind } from './errors.ts';
import { estimateUsage } from './estimateUsage.ts';
import { noUsage } from './usage.ts';
import type { Usage } from './usage.ts';
import type { CallOptions, GenerationEvent, GenerationRequest, LLMProvider, Task } from './provider.ts';

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
  const stream: LLMProvider['stream'] = (request, options) =>
    metered(provider.stream(request, options), metering, { request, options });
  return {
    name: provider.name,
    stream,
    generate: (request, options) => collect(stream(request, options)),
    healthCheck: (signal, watch) => provider.healthCheck(signal, watch),
  };
}

interface Call {
  readonly request: GenerationRequest;
  readonly options: CallOptions;
}

async function* metered(
  events: AsyncIterable<GenerationEvent>,
  metering: Metering,
  call: Call,
): AsyncGenerator<GenerationEvent, void, undefined> {
  const startedAt = metering.clock();
  const target = metering.target();
  let model = call.request.model ?? target.model;
  let outcome: RequestRecord['outcome'] = 'cancelled';
  let answer = '';
  let spent: { readonly usage: Usage; readonly estimated: boolean } | undefined;
  try {
    for await (const event of events) {
      if (event.type === 'usage') spent = { usage: event.usage, estimated: false };
      else if (event.type !== 'done') answer += event.text;
      else {
        outcome = 'ok';
        spent = { usage: event.usage, estimated: event.usageEstimated };
        if (event.model !== '') model = event.model;
      }
      yield event;
    }
  } catch (error) {
    outcome = isProviderError(error) ? error.kind : 'unknown';
    if (isProviderError(error) && error.partialUsage !== undefined) {
      spent = { usage: error.partialUsage, estimated: spent === undefined };
    }
    throw error;
  } finally {
    const cost = spent ?? {
      usage: answer === '' ? noUsage : estimateUsage(call.request, answer),
      estimated: true,
    };
    metering.record({
      task: call.request.task,
      model,
      host: target.host,
      usage: cost.usage,
      usageEstimated: cost.estimated,
      outcome,
      milliseconds: metering.clock() - startedAt,
      startedAt,
      correlationId: call.options.correlationId,
    });
  }
}
