import { cancelled } from './errors.ts';
import type { CallOptions, GenerationEvent, GenerationRequest, LLMProvider } from './provider.ts';
import { withStream } from './withStream.ts';

/** What sharing needs beside the provider. */
export interface Sharing {
  /** Equal for requests that may have the same answer, such as `requestKey`. */
  readonly key: (request: GenerationRequest) => string;
}

/**
 * Lets identical requests that are under way at the same time share one answer: who comes later reads it from its
 * beginning, marked as `shared`. It ends when nobody reads it any more, and its failure is everybody's.
 * Requests that want an answer of their own (`cache` is not `use`) neither join nor are joined.
 */
export function withSharing(provider: LLMProvider, { key }: Sharing): LLMProvider {
  const flights = new Map<string, Flight>();
  return withStream(provider, (request, options) => {
    if (options.cache !== 'use') return provider.stream(request, options);
    return {
      [Symbol.asyncIterator]() {
        const name = key(request);
        const underway = flights.get(name);
        if (underway !== undefined && mayJoin(options, underway))
          return join(underway, options.signal, 'follower');
        const flight = depart(provider, request, options, () => {
          if (flights.get(name) === flight) flights.delete(name);
        });
        flights.set(name, flight);
        return join(flight, options.signal, 'leader');
      },
    };
  });
}

/** One answer that several may read. */
interface Flight {
  readonly priority: CallOptions['priority'];
  /** All events so far. */
  readonly events: readonly GenerationEvent[];
  /** The event at a place, as soon as it is there. */
  read(index: number): Promise<IteratorResult<GenerationEvent>>;
  /** One more reader, who is told when there is nothing to wait for any more; the returned function is its leaving. */
  board(onOver: () => void): () => Promise<void>;
}

/** Who a person waits for does not wait behind a background request that is still in the queue. */
function mayJoin(options: CallOptions, flight: Flight): boolean {
  return options.priority === 'background' || flight.priority === 'interactive' || flight.events.length > 0;
}

/** Begins an answer. It is read as fast as its fastest reader asks; `onOver` is called when nobody can join any more. */
function depart(
  provider: LLMProvider,
  request: GenerationRequest,
  options: CallOptions,
  onOver: () => void,
): Flight {
  const abort = new AbortController();
  const own: CallOptions = { ...options, signal: abort.signal };
  const source = provider.stream(request, own)[Symbol.asyncIterator]();
  const events: GenerationEvent[] = [];
  const readers = new Set<() => void>();
  let next: Promise<IteratorResult<GenerationEvent>> | undefined;
  let closing: Promise<void> | undefined;

  /** Nothing more will come: a source that cannot end must not keep anybody. */
  const close = (): void => {
    if (closing !== undefined) return;
    onOver();
    for (const tell of readers) tell();
    closing = Promise.resolve(source.return?.()).then(
      () => undefined,
      () => undefined,
    );
  };
  const take = (result: IteratorResult<GenerationEvent>): IteratorResult<GenerationEvent> => {
    if (result.done === true) close(); // `next` stays: everybody who asks on hears the same
    else {
      events.push(result.value);
      next = result.value.type === 'done' ? Promise.resolve({ done: true, value: undefined }) : undefined;
      if (result.value.type === 'done') close();
    }
    return result;
  };
  const fail = (error: unknown): never => {
    close();
    throw error;
  };
  return {
    priority: options.priority,
    events,
    read(index) {
      const known = events[index];
      if (known !== undefined) return Promise.resolve({ done: false, value: known });
      return (next ??= source.next().then(take, fail));
    },
    board(tell) {
      readers.add(tell);
      return async () => {
        readers.delete(tell);
        if (readers.size === 0 && closing === undefined) {
          abort.abort(cancelled());
          close();
        }
        await closing;
      };
    },
  };
}

/** One reader's view of a flight, from its first event on. */
function join(
  flight: Flight,
  signal: AbortSignal,
  as: 'leader' | 'follower',
): AsyncIterator<GenerationEvent> {
  let index = 0;
  const stopListening = (): void => signal.removeEventListener('abort', onAbort);
  const disembark = flight.board(stopListening);
  const leave = async (): Promise<void> => {
    stopListening();
    await disembark();
  };
  const onAbort = (): void => void leave();
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  const mark = (result: IteratorResult<GenerationEvent>): IteratorResult<GenerationEvent> => {
    if (result.done === true || result.value.type !== 'done') return result;
    return { done: false, value: { ...result.value, source: 'shared' } };
  };
  return {
    next() {
      if (signal.aborted) return Promise.reject(cancelled());
      index += 1;
      const step = flight.read(index - 1);
      return as === 'leader' ? step : step.then(mark);
    },
    async return() {
      await leave();
      return { done: true, value: undefined };
    },
  };
}
