import { collect } from '../../../src/provider/collect.ts';
import { isProviderError, ProviderError } from '../../../src/provider/errors.ts';
import type { ProviderErrorInit, ProviderErrorKind } from '../../../src/provider/errors.ts';
import type {
  CallOptions,
  GenerationDone,
  GenerationEvent,
  GenerationRequest,
  LLMProvider,
} from '../../../src/provider/provider.ts';
import { usageOf } from '../../../src/provider/usage.ts';

/** A request with something in every part. */
export const request: GenerationRequest = {
  task: 'generate',
  system: 'You write code.',
  context: [{ kind: 'imports', label: 'a.ts', text: 'import x', tokens: 2 }],
  prompt: 'Do it.',
  history: [{ role: 'user', text: 'Before.' }],
  format: { kind: 'text' },
};

/** The last event of a whole answer. */
export const done: GenerationDone = {
  type: 'done',
  finish: 'stop',
  model: 'served',
  usage: usageOf(10, 5),
  usageEstimated: false,
  source: 'server',
};

/** A signal that never aborts. */
export const never = new AbortController().signal;

/** How a person's request is served. */
export function options(signal: AbortSignal = never, more: Partial<CallOptions> = {}): CallOptions {
  return { signal, priority: 'interactive', cache: 'use', correlationId: 'c-1', ...more };
}

/** A provider that is its stream. */
export function fake(stream: LLMProvider['stream']): LLMProvider {
  return {
    name: 'fake',
    stream,
    generate: (asked, how) => collect(stream(asked, how)),
    healthCheck: () => Promise.resolve({ ok: true, steps: [] }),
  };
}

/** A stream of these events; an error among them ends it. */
export async function* events(
  ...all: readonly (GenerationEvent | Error)[]
): AsyncGenerator<GenerationEvent, void, undefined> {
  for (const event of all) {
    await Promise.resolve();
    if (event instanceof Error) throw event;
    yield event;
  }
}

/** A piece of the answer. */
export function text(words: string): GenerationEvent {
  return { type: 'text', text: words };
}

/** A failure of this kind. */
export function failure(kind: ProviderErrorKind, more: Partial<ProviderErrorInit> = {}): ProviderError {
  return new ProviderError({ kind, detail: kind, ...more });
}

/** The kind of failure a promise ends with; `none` when it does not fail. */
export async function kindOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    return isProviderError(error) ? error.kind : `not ours: ${String(error)}`;
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
