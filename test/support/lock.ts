import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for, holds and releases a lock file naming its owner's process id; a dead owner's lock is taken over. */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  options: { readonly onWait?: (owner: number) => void; readonly signal?: AbortSignal } = {},
): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true });
  let told = false;
  while (!(await take(file))) {
    options.signal?.throwIfAborted();
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (owner > 0 && !isAlive(owner)) {
      await takeAway(file, owner);
      continue;
    }
    if (!told) options.onWait?.(owner);
    told = true;
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** Linking a written file is atomic: nobody ever sees a lock without its owner. */
async function take(file: string): Promise<boolean> {
  // A name of its own: two of one process may ask at once.
  const written = `${file}.${randomUUID()}.new`;
  await writeFile(written, String(process.pid));
  try {
    await link(written, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(written, { force: true });
  }
}

/** Renames before removing: of two processes that saw the same dead owner only one gets the file. */
async function takeAway(file: string, owner: number): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
    if (Number(await readFile(aside, 'utf8')) !== owner) await rename(aside, file);
  } catch {
    // somebody else was faster
  }
  await rm(aside, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
