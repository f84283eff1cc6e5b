import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';

/** A program that ends, with its whole process group, when `stop` is called or this process ends in any way. */
export interface Guarded {
  readonly pid: number | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles with the exit code once the group is gone and the folders are removed; never rejects. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

/** What to run; folders in `remove` are deleted at the end, processes named in `pidFiles` are ended with it. */
export interface GuardedOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly remove?: readonly string[];
  readonly pidFiles?: readonly string[];
}

/** Starts a program under a guard process; a program that cannot be started ends with code 127 and says why on stderr. */
export function spawnGuarded(
  command: string,
  args: readonly string[],
  options: GuardedOptions = {},
): Guarded {
  const program = { command, args, remove: options.remove ?? [], pidFiles: options.pidFiles ?? [] };
  const guard = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'guard.ts'), JSON.stringify(program)],
    {
      detached: true, // a Ctrl-C in the terminal reaches us only; we stop the rest in order
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...(options.environment ?? process.env) },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    },
  );
  guard.stdin.on('error', () => undefined);
  const ended = once(guard, 'exit').then(
    ([code]) => (typeof code === 'number' ? code : 1),
    () => 127,
  );
  const stop = async (): Promise<void> => {
    guard.stdin.end();
    await ended;
  };
  return { pid: guard.pid, stdout: guard.stdout, stderr: guard.stderr, ended, stop };
}
