import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../../support/repositoryRoot.ts';

/**
 * Lays out the extension so that the host runs its sources unbundled, types stripped in place by Node: coverage then
 * has the sources' own offsets. Returns the folder to load. Everything but the code is the built one.
 */
export async function layOutSourceExtension(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const manifest: Readonly<Record<string, unknown>> = JSON.parse(
    await readFile(join(repositoryRoot, 'package.json'), 'utf8'),
  );
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ ...manifest, main: './src/extension.ts' }, undefined, 2),
  );
  await cp(join(repositoryRoot, 'package.nls.json'), join(folder, 'package.nls.json'));
  // A copy: the host tells by a module's real path which extension imports `vscode`.
  await cp(join(repositoryRoot, 'src'), join(folder, 'src'), { recursive: true });
  for (const name of ['dist', 'media']) await symlink(join(repositoryRoot, name), join(folder, name));
  return folder;
}
