/** What became of a promise that was given a time limit. */
export type Limited<T> =
  | { readonly kind: 'settled'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'late' };

/** Waits for `work` for at most `limitMs` milliseconds; rejects with the signal's reason when that aborts first. */
export async function withinLimit<T>(
  work: PromiseLike<T>,
  limitMs: number,
  signal: AbortSignal,
): Promise<Limited<T>> {
  signal.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  const outcome = Promise.resolve(work).then(
    (value): Limited<T> => ({ kind: 'settled', value }),
    (error: unknown): Limited<T> => ({ kind: 'failed', error }),
  );
  const limit = new Promise<Limited<T>>((resolve, reject) => {
    timer = setTimeout(() => resolve({ kind: 'late' }), limitMs);
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([outcome, limit]);
  } finally {
    clearTimeout(timer);
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
