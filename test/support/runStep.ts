import { readFile, readdir } from 'node:fs/promises';
import type { Report } from './stepEvent.ts';
import { spawnGuarded } from './spawnGuarded.ts';

/** One command of a preparation; `expectedBytes` is what it was measured to write in all, for its progress bar. */
export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly expectedBytes?: number;
  /** What a person can do when it fails, as a sentence. */
  readonly whenFailed?: string;
}

/** A finished command: its exit code and the last lines it printed. */
export interface StepResult {
  readonly code: number;
  readonly tail: string;
}

const tailLength = 4000;
const pollMs = 250;

/** Runs a command to its end, reporting the bytes it writes; rejects only when `signal` aborts, after stopping it. */
export async function runStep(step: Step, report: Report, signal?: AbortSignal): Promise<StepResult> {
  signal?.throwIfAborted();
  const guarded = spawnGuarded(step.command, step.args, step);
  let tail = '';
  for (const stream of [guarded.stdout, guarded.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      tail = (tail + chunk).slice(-tailLength);
    });
  const stop = (): void => void guarded.stop();
  signal?.addEventListener('abort', stop, { once: true });
  let done = 0;
  const tell = (bytes: number): void =>
    report({ kind: 'bytes', step: step.name, done: bytes, total: step.expectedBytes, written: true });
  const poll = setInterval(() => {
    void bytesWritten(guarded.pid).then((bytes) => {
      done = Math.max(done, bytes);
      tell(done);
    });
  }, pollMs);
  try {
    const code = await guarded.ended;
    signal?.throwIfAborted();
    if (code === 0) tell(step.expectedBytes ?? done);
    return { code, tail: tail.trim() };
  } finally {
    clearInterval(poll);
    signal?.removeEventListener('abort', stop);
  }
}

/** The same, for a command that must succeed: rejects with the end of its output and what to do. */
export async function runStepOrFail(step: Step, report: Report, signal?: AbortSignal): Promise<string> {
  const { code, tail } = await runStep(step, report, signal);
  if (code === 0) return tail;
  const said = [lastWords(tail), step.whenFailed ?? ''].filter((words) => words !== '');
  throw new Error([`${step.name} failed (exit code ${code}).`, ...said].join('\n'));
}

/** What a failed command said at its end, without the repeated warnings before it. */
function lastWords(tail: string): string {
  const lines = tail.split('\n').filter((line) => !/^(WARNING|npm warn)/i.test(line));
  return lines.slice(-12).join('\n');
}

/** Bytes that the guard's children have written so far (Linux accounts them per process; 0 elsewhere). */
async function bytesWritten(guard: number | undefined): Promise<number> {
  let total = 0;
  const pids = guard === undefined ? [] : await childrenOf(guard);
  for (const pid of pids) {
    const [io, below] = await Promise.all([
      readFile(`/proc/${pid}/io`, 'utf8').catch(() => ''),
      bytesWritten(pid),
    ]);
    total += Number(/^wchar: (\d+)/m.exec(io)?.[1] ?? 0) + below;
  }
  return total;
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  );
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}
