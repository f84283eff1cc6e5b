import { cancelled } from './errors.ts';
import type { GenerationEvent, LLMProvider } from './provider.ts';
import { withStream } from './withStream.ts';

/**
 * Makes cancelling prompt: once the caller's signal aborts, the pending step rejects at once with `cancelled`,
 * whatever the layers below are waiting for; they are told to end and their late failures are swallowed.
 */
export function withCancellation(provider: LLMProvider): LLMProvider {
  return withStream(provider, (request, options) => ({
    [Symbol.asyncIterator]: () =>
      abortable(() => provider.stream(request, options)[Symbol.asyncIterator](), options.signal),
  }));
}

type Events = AsyncIterator<GenerationEvent, unknown, undefined>;

function abortable(open: () => Events, signal: AbortSignal): AsyncIterator<GenerationEvent> {
  let source: Events | undefined;
  let rejectPending: ((reason: unknown) => void) | undefined;
  let isWhole = false;
  const onAbort = (): void => {
    rejectPending?.(cancelled());
    void source?.return?.().catch(() => undefined);
  };
  const release = (): void => signal.removeEventListener('abort', onAbort);
  return {
    next() {
      if (signal.aborted && !isWhole) return Promise.reject(cancelled());
      if (source === undefined) {
        source = open();
        signal.addEventListener('abort', onAbort, { once: true });
      }
      const step = source.next();
      return new Promise((resolve, reject) => {
        rejectPending = reject;
        step.then(
          (result) => {
            isWhole ||= result.done === true || result.value.type === 'done';
            if (isWhole) release();
            resolve(result.done === true ? { done: true, value: undefined } : result);
          },
          (error: unknown) => {
            release();
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
      });
    },
    async return() {
      release();
      await source?.return?.();
      return { done: true, value: undefined };
    },
  };
}
