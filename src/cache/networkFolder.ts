import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../provider/clock.ts';

/** Types of file systems that reach over a network, as Linux's `statfs` numbers them (linux/magic.h and each system's source). */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2
  0x01021997, // 9P: folders of the host in WSL and in virtual machines
  0x5346414f, // AFS
  0x73757245, // Coda
  0x00c36400, // Ceph
  0x0bd00bd0, // Lustre
  0x65735546, // FUSE: sshfs and most others are remote
]);

/** Milliseconds after which a folder that does not answer counts as remote: its server may be gone. */
const answerLimitMs = 200;

/** Asks for the type of the file system a folder is on; `statfs` of Node. */
export type FileSystemOf = (folder: string) => Promise<{ readonly type: number }>;

/** True for a folder where a write-ahead log must not be used, because its shared memory is not shared. */
export async function isNetworkFolder(
  folder: string,
  clock: Clock,
  fileSystemOf: FileSystemOf = statfs,
): Promise<boolean> {
  if (/^\\\\(?![?.]\\)/.test(folder)) return true; // \\server\share
  const late = Promise.withResolvers<true>();
  const takeBack = clock.setTimeout(() => late.resolve(true), answerLimitMs);
  try {
    const known = typeOf(folder, fileSystemOf).then((type) => networkTypes.has(type));
    return await Promise.race([known, late.promise]);
  } finally {
    takeBack();
  }
}

/** The type where the folder is or, before it is made, will be. */
async function typeOf(folder: string, fileSystemOf: FileSystemOf): Promise<number> {
  try {
    return (await fileSystemOf(folder)).type;
  } catch (error) {
    const above = dirname(folder);
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing || above === folder) throw error;
    return typeOf(above, fileSystemOf);
  }
}
