import type { GenerationDone, GenerationEvent } from './provider.ts';

/** How the reading of a stream came to its end. */
export type StreamEnd =
  | { readonly kind: 'done'; readonly event: GenerationDone }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** It ended without its last event. */
  | { readonly kind: 'unfinished' }
  /** The reader left first. */
  | { readonly kind: 'left' };

/** A stream that was begun, and who is told of it. */
export interface ObservedStream {
  readonly events: AsyncIterable<GenerationEvent>;
  readonly onEvent?: (event: GenerationEvent) => void;
  /** Called exactly once, when the outcome is known: with the last event, not after it. */
  readonly onEnd: (end: StreamEnd) => void;
}

/**
 * Passes a stream on unchanged and tells how it goes. It is opened, which may take time, when its first event is asked
 * for. Written as an iterator, not as a generator: an answer of hundreds of events passes several of these,
 * and each costs a promise for each event instead of four.
 */
export function observed(
  open: () => ObservedStream | Promise<ObservedStream>,
): AsyncIterable<GenerationEvent> {
  return { [Symbol.asyncIterator]: () => observe(open) };
}

function observe(open: () => ObservedStream | Promise<ObservedStream>): AsyncIterator<GenerationEvent> {
  let stream: ObservedStream | undefined;
  let source: AsyncIterator<GenerationEvent> | undefined;
  let isOver = false;
  const end = (how: StreamEnd): void => {
    if (isOver) return;
    isOver = true;
    stream?.onEnd(how);
  };
  const pass = (result: IteratorResult<GenerationEvent>): IteratorResult<GenerationEvent> => {
    if (result.done === true) end({ kind: 'unfinished' });
    else if (!isOver) {
      stream?.onEvent?.(result.value);
      if (result.value.type === 'done') end({ kind: 'done', event: result.value });
    }
    return result;
  };
  const fail = (error: unknown): never => {
    end({ kind: 'failed', error });
    throw error;
  };
  const begin = async (): Promise<IteratorResult<GenerationEvent>> => {
    const opened = await open();
    if (isOver) {
      // The reader left meanwhile: nobody will ask for an event.
      opened.onEnd({ kind: 'left' });
      return { done: true, value: undefined };
    }
    stream = opened;
    source = opened.events[Symbol.asyncIterator]();
    return source.next().then(pass, fail);
  };
  return {
    next: () => (source === undefined ? begin() : source.next().then(pass, fail)),
    async return() {
      end({ kind: 'left' });
      await source?.return?.();
      return { done: true, value: undefined };
    },
  };
}
