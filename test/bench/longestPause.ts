import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The longest time, in milliseconds, in which the event loop gave nobody a turn while `work` ran. */
export async function longestPause(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}
