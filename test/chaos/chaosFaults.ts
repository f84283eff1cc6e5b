import type { ChaosOutcome } from './runChaos.ts';

/** Garbage of ten thousand requests that is not collected yet stays below this. */
const heapSlackMB = 4;

/** Everything that must not be: ends, attempts, and what was left behind. */
export function chaosFaults({ requests, ends, wrong, before, after }: ChaosOutcome): readonly string[] {
  const settled = Object.values(ends).reduce((sum, count) => sum + count, 0);
  const grown = after.heapMB - before.heapMB;
  return [
    ...(settled === requests ? [] : [`${requests - settled} requests never ended`]),
    ...wrong,
    ...(grown > heapSlackMB ? [`the heap grew by ${grown.toFixed(1)} MB`] : []),
    ...(['sockets', 'timers', 'listeners'] as const)
      .filter((kind) => after[kind] > before[kind])
      .map((kind) => `${after[kind]} ${kind} are left, ${before[kind]} were there before`),
  ];
}
