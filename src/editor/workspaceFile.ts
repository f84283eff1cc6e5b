import * as vscode from 'vscode';
import type { ConfigFile } from '../provider/config.ts';
import type { ConfigFileProblem } from '../provider/configFile.ts';
import { proposalScheme } from './identifiers.ts';

/** The files a folder may configure OpenCrates with; the first that is there counts. */
const fileNames = ['opencrates.toml', 'opencrates.json'] as const;

/** A folder's file that cannot be used at all. */
export interface UnusableFile {
  readonly name: string;
  readonly problem: ConfigFileProblem | 'unreadable';
}

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
  const found = new Map<string, ConfigFile>();
  let folder = folderInUse(undefined);
  let reading: Promise<void> = Promise.resolve();

  async function read({ uri }: vscode.WorkspaceFolder): Promise<void> {
    const file = trust.isTrusted() ? await fileIn(uri) : undefined;
    if (file !== undefined && 'values' in file) found.set(uri.toString(), file);
    else found.delete(uri.toString());
    if (file !== undefined && 'problem' in file) failed.fire(file);
  }

  // One after another, so that an older content never replaces a newer one.
  function readAll(): void {
    reading = reading.then(async () => {
      found.clear();
      await Promise.all((vscode.workspace.workspaceFolders ?? []).map(read));
      changed.fire('content');
    });
  }

  const watcher = vscode.workspace.createFileSystemWatcher('**/opencrates.{toml,json}');
  const watching = [
    watcher,
    watcher.onDidCreate(readAll),
    watcher.onDidChange(readAll),
    watcher.onDidDelete(readAll),
    trust.onDidGrant(readAll),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      folder = folderInUse(folder);
      readAll();
    }),
    vscode.window.onDidChangeActiveTextEditor(() => {
      const before = folder;
      folder = folderInUse(before);
      if (keyOf(before) !== keyOf(folder)) changed.fire('folder');
    }),
  ];
  readAll();

  return {
    current: () => found.get(keyOf(folder)),
    uri() {
      const file = found.get(keyOf(folder));
      return file === undefined || folder === undefined
        ? undefined
        : vscode.Uri.joinPath(folder.uri, file.name);
    },
    folder: () => keyOf(folder),
    ready: () => reading,
    onDidChange: changed.event,
    onDidFail: failed.event,
    dispose() {
      for (const each of [...watching, changed, failed]) each.dispose();
    },
  };
}

function keyOf(folder: vscode.WorkspaceFolder | undefined): string {
  return folder?.uri.toString() ?? '';
}

/** The folder of the active document; without one, the folder used before, and at first the first. */
function folderInUse(before: vscode.WorkspaceFolder | undefined): vscode.WorkspaceFolder | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const uri = activeFile();
  const active = uri === undefined ? undefined : vscode.workspace.getWorkspaceFolder(uri);
  return active ?? folders.find((each) => each.uri.toString() === before?.uri.toString()) ?? folders[0];
}

/** The file being worked on; for a proposal, the one it is for. */
export function activeFile(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== proposalScheme) return uri;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff ? input.original : undefined;
}

async function fileIn(folder: vscode.Uri): Promise<ConfigFile | UnusableFile | undefined> {
  for (const name of fileNames) {
    const uri = vscode.Uri.joinPath(folder, name);
    const size = await sizeOf(uri);
    if (size !== undefined) return contentOf(uri, name, size);
  }
  return undefined;
}

async function contentOf(uri: vscode.Uri, name: string, size: number): Promise<ConfigFile | UnusableFile> {
  try {
    const { configFileLimit, readConfigFile } = await import('../provider/configFile.ts');
    if (size > configFileLimit) return { name, problem: 'tooLarge' };
    const file = readConfigFile(name, await vscode.workspace.fs.readFile(uri));
    return typeof file === 'string' ? { name, problem: file } : file;
  } catch {
    return { name, problem: 'unreadable' };
  }
}

async function sizeOf(uri: vscode.Uri): Promise<number | undefined> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    return type === vscode.FileType.Directory ? undefined : size;
  } catch {
    return undefined;
  }
}
