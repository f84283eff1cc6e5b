import type { Report, StepEvent } from '../support/stepEvent.ts';

/** Where the bars go: a terminal redraws its last line, anything else gets one line per step. */
export interface Screen {
  readonly isTerminal: boolean;
  readonly columns: number;
  write(text: string): void;
}

const barWidth = 20;
const redrawMs = 100;

/** Bytes for people, in decimal units: `491 MB`, `1.1 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'] as const;
  let value = bytes;
  let index = 0;
  while (value >= 999.5 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  const digits = value < 9.95 && index > 0 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[index] ?? ''}`;
}

/** Seconds for people: `8 s`, `2 min 5 s`, `1 h 12 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * One line: name, bar, share, bytes, rate (bytes per second) and time left. What is written shows no rate, which would
 * be taken for the network's; what is not counted in bytes shows its seconds.
 */
export function formatProgress(
  progress: Omit<Extract<StepEvent, { kind: 'bytes' }>, 'kind'>,
  rate: number | undefined,
  seconds: number,
): string {
  const { step, done, total, written = false } = progress;
  if (total === undefined) return `${step}  ${formatSeconds(seconds)}`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * barWidth);
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
  const isMoving = rate !== undefined && rate >= 1;
  const speed = isMoving && !written ? `  ${formatBytes(rate)}/s` : '';
  const left = isMoving && share < 1 ? `  ${formatSeconds((total - done) / rate)} left` : '';
  const bytes = `${formatBytes(Math.min(done, total))} of ${formatBytes(total)}${written ? ' written' : ''}`;
  return `${step}  ${bar}  ${Math.floor(share * 100)} %  ${bytes}${speed}${left}`;
}

/** Draws step events on a screen; `clock` gives milliseconds. Call `end` before printing anything else. */
export function createProgressBar(
  screen: Screen,
  clock: () => number,
): { readonly report: Report; end(): void } {
  let current:
    | { readonly step: string; readonly startedAt: number; readonly startedWith: number }
    | undefined;
  let last = '';
  let drawnAt = Number.NEGATIVE_INFINITY;

  const end = (): void => {
    if (current !== undefined) screen.write(screen.isTerminal ? `\r\u001B[K${last}\n` : `${last}\n`);
    current = undefined;
  };
  const report = (event: StepEvent): void => {
    if (event.kind === 'note') {
      end();
      screen.write(`${event.text}\n`);
      return;
    }
    const now = clock();
    if (current?.step !== event.step) {
      end();
      current = { step: event.step, startedAt: now, startedWith: event.done };
      drawnAt = Number.NEGATIVE_INFINITY;
      if (!screen.isTerminal) screen.write(`${event.step} …\n`);
    }
    const seconds = (now - current.startedAt) / 1000;
    const rate = seconds > 0.2 ? (event.done - current.startedWith) / seconds : undefined;
    last = formatProgress(event, rate, seconds).slice(0, Math.max(20, screen.columns - 1));
    if (!screen.isTerminal || now - drawnAt < redrawMs) return;
    drawnAt = now;
    screen.write(`\r\u001B[K${last}`);
  };
  return { report, end };
}
