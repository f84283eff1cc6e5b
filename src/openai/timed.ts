import type { Clock } from '../provider/clock.ts';
import { isProviderError } from '../provider/errors.ts';
import type { ProviderError } from '../provider/errors.ts';

/** How a step ended, and how long it took. */
export type Timed<T> =
  | { readonly milliseconds: number; readonly value: T }
  | { readonly milliseconds: number; readonly failure: ProviderError };

/** Takes a step's time. Its failure is an outcome; being cancelled, or a bug, is thrown on. */
export async function timed<T>(clock: Clock, step: () => Promise<T>): Promise<Timed<T>> {
  const startedAt = clock.now();
  try {
    const value = await step();
    return { value, milliseconds: clock.now() - startedAt };
  } catch (error) {
    if (!isProviderError(error) || error.kind === 'cancelled') throw error;
    return { failure: error, milliseconds: clock.now() - startedAt };
  }
}
