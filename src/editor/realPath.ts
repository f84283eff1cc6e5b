import { lstat, readlink, realpath } from 'node:fs/promises';
import { dirname, parse, resolve } from 'node:path';

/** Links that are followed by hand before a path counts as one that leads nowhere. */
const mostLinks = 16;

/** The path after all links are followed. What is not there yet is where it would be made. */
export async function realPathOf(path: string, links = 0): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    // A link to nothing is there, and what is written through it would be made where it points.
    if (await isThere(path))
      return links < mostLinks ? realPathOf(await linkedFrom(path), links + 1) : parse(path).root;
    const parent = dirname(path);
    return parent === path ? path : resolve(await realPathOf(parent, links), parse(path).base);
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function linkedFrom(link: string): Promise<string> {
  return resolve(dirname(link), await readlink(link));
}
