import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ConfigFile } from '../provider/config.ts';
import { configFileLimit, type ConfigFileProblem, readConfigFile } from '../provider/configFile.ts';

/** A folder's file that cannot be used at all. */
export interface UnusableFile {
  readonly name: string;
  readonly problem: ConfigFileProblem | 'unreadable';
}

/** What a folder's file says; `digest` is the same as long as that is. */
export interface FolderFile {
  readonly said: ConfigFile | UnusableFile;
  readonly digest: string;
}

/** A file that is written to for longer is read as it is. */
const mostReads = 20;

/** Reads a file that is there, once nobody has written to it for so many milliseconds. Never throws. */
export async function readFolderFile(uri: vscode.Uri, name: string, stillness: number): Promise<FolderFile> {
  try {
    for (let reads = 1; ; reads += 1) {
      const before = await vscode.workspace.fs.stat(uri);
      await sleep(stillness);
      const bytes = before.size > configFileLimit ? undefined : await vscode.workspace.fs.readFile(uri);
      const after = await vscode.workspace.fs.stat(uri);
      const isStill = before.mtime === after.mtime && before.size === after.size;
      if (isStill || reads === mostReads)
        return bytes === undefined ? unusable(name, 'tooLarge') : contentOf(name, bytes);
    }
  } catch {
    return unusable(name, 'unreadable');
  }
}

function contentOf(name: string, bytes: Uint8Array): FolderFile {
  const read = readConfigFile(name, bytes);
  const digest = `${name} ${createHash('sha256').update(bytes).digest('hex')}`;
  return { said: typeof read === 'string' ? { name, problem: read } : read, digest };
}

function unusable(name: string, problem: UnusableFile['problem']): FolderFile {
  return { said: { name, problem }, digest: `${name} ${problem}` };
}
