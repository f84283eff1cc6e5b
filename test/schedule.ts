/** One thing to run beside others, or alone. */
export interface Job {
  readonly name: string;
  /** Nothing else runs while it does. */
  readonly alone: boolean;
  /** Names of jobs that end before it begins; several jobs may have one name. */
  readonly needs: readonly string[];
  /** Settles at its end; never rejects. */
  run(): Promise<void>;
}

/** Runs jobs in their order, each as soon as one of so many places is free and what it needs has ended. */
export async function runInOrder(jobs: readonly Job[], places: number): Promise<void> {
  const running = new Map<Job, Promise<void>>();
  for (const job of jobs) {
    while (!mayBegin(job, [...running.keys()], places)) await Promise.race(running.values());
    const ended = job.run().then(() => void running.delete(job));
    running.set(job, ended);
  }
  await Promise.all(running.values());
}

function mayBegin(job: Job, running: readonly Job[], places: number): boolean {
  if (job.alone || running.some(({ alone }) => alone)) return running.length === 0;
  return running.length < places && !running.some(({ name }) => job.needs.includes(name));
}
