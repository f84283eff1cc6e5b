import { readFileSync } from 'node:fs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const watchMs = 500;

/**
 * Aborts on Ctrl-C, a kill, a closed terminal or the end of the parent; a second Ctrl-C exits at once.
 * Below `npm`, whose shell may stay behind, npm itself is watched as well.
 */
export function stopSignal(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const name of signals) process.on(name, stop);
  const first = ancestry();
  const watch = setInterval(() => {
    if (ancestry() !== first && !controller.signal.aborted) controller.abort();
  }, watchMs);
  const dispose = (): void => {
    clearInterval(watch);
    for (const name of signals) process.off(name, stop);
  };
  return { signal: controller.signal, dispose };
}

function ancestry(): string {
  const parent = process.ppid;
  return process.env['npm_lifecycle_event'] === undefined ? String(parent) : `${parent} ${parentOf(parent)}`;
}

function parentOf(pid: number): string {
  try {
    // The name in parentheses may hold blanks; the parent is the second field after it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1] ?? '';
  } catch {
    return '';
  }
}
