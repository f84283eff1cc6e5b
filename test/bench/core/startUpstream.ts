import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import readline from 'node:readline';
import type { FaultSchedule, Injected } from './faultPlan.ts';

/** The bench's model server in its own process. */
export interface Upstream {
  /** The base URL of one of its ways to answer. */
  endpoint(mode: 'small' | 'chunks' | 'burst' | 'paced' | 'endless'): string;
  /** Begins a plan of faults for `paced`. */
  plan(schedule: FaultSchedule): Promise<void>;
  /** What the plan has injected so far. */
  injected(): Promise<Injected>;
  stop(): Promise<void>;
}

/** Starts it on a free port of loopback; it ends with this process. */
export async function startUpstream(): Promise<Upstream> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'upstream.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(readline.createInterface({ input: child.stdout }), 'line')) as [string];
  const { port } = JSON.parse(line) as { readonly port: number };
  const url = `http://127.0.0.1:${port}`;
  return {
    endpoint: (mode) => `${url}/${mode}/v1`,
    async plan(schedule) {
      await fetch(`${url}/plan`, { method: 'PUT', body: JSON.stringify(schedule) });
    },
    injected: async () => (await (await fetch(`${url}/plan`)).json()) as Injected,
    async stop() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
