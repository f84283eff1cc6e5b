import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { stateRoot } from '../support/cachePaths.ts';

/** The person's own copy of the example programs; made once, so that what was edited is still there the next time. */
export async function examplesCopy(
  root = stateRoot(),
): Promise<{ readonly folder: string; readonly isNew: boolean }> {
  const folder = path.join(root, 'examples');
  if (existsSync(folder)) return { folder, isNew: false };
  const partial = path.join(root, `examples.${process.pid}`);
  await mkdir(root, { recursive: true });
  await cp(path.resolve(import.meta.dirname, '../../media/examples'), partial, { recursive: true });
  await rename(partial, folder).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return { folder, isNew: true };
}
