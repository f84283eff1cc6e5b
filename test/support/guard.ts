/**
 * A process that outlives its parent just long enough to clean up: it runs one program in a process group of its own,
 * and when its standard input ends (the parent stopped, died or was killed) it ends that group and removes the folders.
 * Started by `spawnGuarded` with one JSON argument.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface GuardedProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly remove: readonly string[];
  /** Files holding the process id of a program that left the group on purpose. */
  readonly pidFiles: readonly string[];
}

const graceMs = 2500;
const program = JSON.parse(process.argv[2] ?? '') as GuardedProgram;
let ending = false;

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

function strays(): readonly number[] {
  return program.pidFiles.flatMap((file) => {
    try {
      const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
      return pid > 1 ? [pid] : [];
    } catch {
      return [];
    }
  });
}

async function end(targets: readonly number[], code: number): Promise<void> {
  if (ending) return;
  ending = true;
  const deadline = Date.now() + graceMs;
  for (const target of targets) signal(target, 'SIGTERM');
  while (targets.some((target) => signal(target, 0)) && Date.now() < deadline) await sleep(40);
  for (const target of targets) signal(target, 'SIGKILL');
  for (const folder of program.remove)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  process.exit(code);
}

const child = spawn(program.command, program.args, {
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit'],
});
const group = child.pid === undefined ? [] : [-child.pid];
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  void end([], 127);
});
child.on('exit', (code, name) => void end([...group, ...strays()], code ?? (name === null ? 1 : 128)));
process.stdin.on('end', () => void end([...group, ...strays()], 0)).on('error', () => undefined);
process.stdin.resume();
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
  process.on(name, () => void end([...group, ...strays()], 0));
// Output nobody reads any more must not keep the clean-up from happening.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
