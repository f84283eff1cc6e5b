/** One thing to run beside others, or alone. */
export interface Job {
  readonly name: string;
  /** How many cores it keeps busy, a half where it mostly waits; with Infinity nothing else runs while it does. */
  readonly cores: number;
  /** Names of jobs that end before it begins; several jobs may have one name. */
  readonly needs: readonly string[];
  /** Settles at its end; never rejects. */
  run(): Promise<void>;
}

/** Runs jobs in their order, each as soon as there are cores for it and what it needs has ended. */
export async function runInOrder(jobs: readonly Job[], cores: number): Promise<void> {
  const running = new Map<Job, Promise<void>>();
  for (const job of jobs) {
    while (!mayBegin(job, [...running.keys()], cores)) await Promise.race(running.values());
    const ended = job.run().then(() => void running.delete(job));
    running.set(job, ended);
  }
  await Promise.all(running.values());
}

function mayBegin(job: Job, running: readonly Job[], cores: number): boolean {
  if (running.some(({ name }) => job.needs.includes(name))) return false;
  const busy = running.reduce((sum, each) => sum + each.cores, 0);
  return running.length === 0 || busy + job.cores <= cores;
}
