import * as vscode from 'vscode';
import type { ConfigFile } from '../provider/config.ts';
import type { FolderFile, UnusableFile } from './folderFile.ts';
import { watchFolderInUse } from './folderInUse.ts';

/** The files a folder may configure OpenCrates with; the first that is there counts. */
const fileNames = ['opencrates.toml', 'opencrates.json'] as const;

/** Milliseconds a changed file has to be left alone before it is read: while it is written it is no whole file. */
const changeStillness = 200;

/** What the folders of this window say in their own files. */
export interface WorkspaceFiles {
  /** The file of the folder that the active document is in; undefined where there is none, or no trust. */
  current(): ConfigFile | undefined;
  /** Where that file is. */
  uri(): vscode.Uri | undefined;
  /** Resolves when every folder's file has been read. */
  ready(): Promise<void>;
  /** The folder in question, as a text to tell folders apart. */
  folder(): string;
  /** Tells whether files were read anew, or work went over to another folder. */
  readonly onDidChange: vscode.Event<'content' | 'folder'>;
  readonly onDidFail: vscode.Event<UnusableFile>;
  dispose(): void;
}

/** Whether the window's folders are trusted, as the editor says. */
export interface Trust {
  readonly isTrusted: () => boolean;
  readonly onDidGrant: vscode.Event<void>;
}

const editorTrust: Trust = {
  isTrusted: () => vscode.workspace.isTrusted,
  onDidGrant: vscode.workspace.onDidGrantWorkspaceTrust,
};

/** Reads the files of all folders without holding up the start, and again whenever they change. */
export function watchWorkspaceFiles(trust: Trust = editorTrust): WorkspaceFiles {
  const changed = new vscode.EventEmitter<'content' | 'folder'>();
  const failed = new vscode.EventEmitter<UnusableFile>();
  let found: ReadonlyMap<string, FolderFile> = new Map();
  const folder = watchFolderInUse();
  let reading: Promise<void> = Promise.resolve();
  let lastAsked = 0;

  async function readFolders(stillness: number): Promise<void> {
    const before = found;
    const folders = trust.isTrusted() ? (vscode.workspace.workspaceFolders ?? []) : [];
    const files = await Promise.all(
      folders.map(async ({ uri }) => [uri.toString(), await fileIn(uri, stillness)] as const),
    );
    found = new Map(files.flatMap(([key, file]) => (file === undefined ? [] : [[key, file]])));
    // Of one change the watcher may tell more than once; what is as it was is nothing new to say.
    const fresh = [...found].filter(([key, { digest }]) => before.get(key)?.digest !== digest);
    if (fresh.length === 0 && found.size === before.size) return;
    for (const [, { said }] of fresh) if ('problem' in said) failed.fire(said);
    changed.fire('content');
  }

  // One after another, so that an older content never replaces a newer one.
  function readAll(stillness: number): void {
    lastAsked += 1;
    const asked = lastAsked;
    reading = reading.then(async () => {
      if (asked === lastAsked) await readFolders(stillness);
    });
  }

  const readChanged = (): void => readAll(changeStillness);
  const readNow = (): void => readAll(0);
  const watcher = vscode.workspace.createFileSystemWatcher('**/opencrates.{toml,json}');
  const watching = [
    watcher,
    watcher.onDidCreate(readChanged),
    watcher.onDidChange(readChanged),
    watcher.onDidDelete(readChanged),
    trust.onDidGrant(readNow),
    vscode.workspace.onDidChangeWorkspaceFolders(readNow),
    folder,
    folder.onDidChange(() => changed.fire('folder')),
  ];
  readNow();

  function inUse(): ConfigFile | undefined {
    const said = found.get(folder.key())?.said;
    return said !== undefined && 'values' in said ? said : undefined;
  }

  return {
    current: inUse,
    uri() {
      const file = inUse();
      const root = folder.uri();
      return file === undefined || root === undefined ? undefined : vscode.Uri.joinPath(root, file.name);
    },
    folder: () => folder.key(),
    ready: () => reading,
    onDidChange: changed.event,
    onDidFail: failed.event,
    dispose() {
      for (const each of [...watching, changed, failed]) each.dispose();
    },
  };
}

async function fileIn(folder: vscode.Uri, stillness: number): Promise<FolderFile | undefined> {
  for (const name of fileNames) {
    const uri = vscode.Uri.joinPath(folder, name);
    if (!(await isFile(uri))) continue;
    const { readFolderFile } = await import('./folderFile.ts');
    return readFolderFile(uri, name, stillness);
  }
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type !== vscode.FileType.Directory;
  } catch {
    return false;
  }
}
