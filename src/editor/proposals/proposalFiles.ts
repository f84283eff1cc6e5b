import * as vscode from 'vscode';
import { proposalScheme } from '../identifiers.ts';
import type { PreviewFile } from './preview.ts';
import { createProposalTexts, type ProposalFile } from './proposalTexts.ts';
import { awaitRereading, type Rereading } from './rereading.ts';

/** The in-memory file system proposals live in: the right side of the diff, writable once the answer is there. */
export interface ProposalFiles extends vscode.FileSystemProvider, vscode.Disposable {
  /** Creates or replaces a proposal's text; open editors follow unless the person has edited it by hand. */
  put(uri: vscode.Uri, text: string, writable: boolean): void;
  /** The file as it grows while an answer streams: read-only, and made of the latest text when it is read. */
  previewOf(uri: vscode.Uri): PreviewFile;
  remove(uri: vscode.Uri): void;
  /** The text last put or saved; undefined when there is no such proposal. */
  textAt(uri: vscode.Uri): string | undefined;
  /** Called right after `put`: resolves when the open editor shows that text, and lets it be edited if it may be. */
  followed(uri: vscode.Uri): Promise<void>;
}

/** What the path of an answer that is shown by itself ends in. */
const answerEnding = '.answer.md';

/** Milliseconds an editor may take to follow a change of its file before we go on without it. */
const followLimit = 1000;

/** What is asked for a file that is not there, as for an editor that was restored after a reload. */
export interface RememberedFiles {
  /** Puts the proposal of this address, if there is one. */
  readonly revive: (uri: vscode.Uri) => Promise<unknown>;
  /** What a model said for the proposal with this id. */
  readonly answer: (id: string) => Promise<string | undefined>;
}

/** Writable because VS Code shows Revert Block only between the panes of a writable diff. */
export function createProposalFiles({ revive, answer }: RememberedFiles): ProposalFiles {
  const files = createProposalTexts();
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const awaited = new Map<string, Rereading>();

  function tellChanged(uri: vscode.Uri): void {
    changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  function fileAt(uri: vscode.Uri): ProposalFile {
    const file = files.get(uri);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }

  async function loadedFile(uri: vscode.Uri): Promise<ProposalFile> {
    const file = files.get(uri);
    if (file !== undefined) return file;
    if (!isAnswer(uri)) await revive(uri);
    // Not kept: its tab was closed, and VS Code has opened it again.
    const text = isAnswer(uri) ? await answer(uri.authority) : undefined;
    return text === undefined ? fileAt(uri) : { text, mtime: 1, writable: false };
  }

  return {
    ...nothingElse,
    onDidChangeFile: changed.event,
    put(uri, text, writable) {
      const before = files.get(uri);
      files.withdraw(uri);
      if (before?.text === text && before.writable === writable) return;
      files.write(uri, text, writable);
      if (before !== undefined) tellChanged(uri);
    },
    previewOf: (uri) => ({
      offer: (make) => files.offer(uri, make),
      tell() {
        const file = files.get(uri);
        if (file === undefined) return;
        files.write(uri, file.text, false);
        tellChanged(uri);
      },
    }),
    textAt: (uri) => files.get(uri)?.text,
    async followed(uri) {
      const rereading = awaitRereading(() => tellChanged(uri));
      awaited.set(uri.toString(), rereading);
      const timer = setTimeout(rereading.end, followLimit);
      await rereading.over;
      clearTimeout(timer);
      awaited.delete(uri.toString());
    },
    remove(uri) {
      files.delete(uri);
      files.delete(beforeOf(uri));
      awaited.get(uri.toString())?.end();
    },
    async stat(uri) {
      const file = await loadedFile(uri);
      awaited.get(uri.toString())?.looks();
      return statOf(file);
    },
    async readFile(uri) {
      files.takeOffered(uri);
      const { text } = await loadedFile(uri);
      awaited.get(uri.toString())?.reads();
      return Buffer.from(text);
    },
    writeFile(uri, content) {
      fileAt(uri);
      files.write(uri, Buffer.from(content).toString('utf8'), true);
    },
    dispose: () => changed.dispose(),
  };
}

function statOf({ text, mtime, writable }: ProposalFile): vscode.FileStat {
  const stat = { type: vscode.FileType.File, ctime: 0, mtime, size: Buffer.byteLength(text) };
  return writable ? stat : { ...stat, permissions: vscode.FilePermission.Readonly };
}

/** There are no folders, and files come and go with their proposals alone. */
const nothingElse = {
  watch: () => new vscode.Disposable(() => undefined),
  readDirectory: () => [],
  createDirectory: refuse,
  delete: refuse,
  rename: refuse,
};

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}

/** Where the text is kept that a proposal was made for, if its document cannot be shown in a diff. */
export function beforeOf(uri: vscode.Uri): vscode.Uri {
  return uri.with({ path: `${uri.path}.before` });
}

/** Where what a model said for a proposal is shown by itself. */
export function answerOf(uri: vscode.Uri): vscode.Uri {
  return uri.with({ path: uri.path + answerEnding });
}

/** True for what a model said, which a person may look at by itself. */
export function isAnswer({ scheme, path }: vscode.Uri): boolean {
  return scheme === proposalScheme && path.endsWith(answerEnding);
}

/** Opens a proposal's document as the UTF-8 it is, whatever `files.encoding` says. */
export function openProposal(uri: vscode.Uri): Thenable<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(uri, { encoding: 'utf8' });
}

/** Registers the file system; its files are gone when the window closes. */
export function registerProposalFiles(files: ProposalFiles): vscode.Disposable {
  return vscode.workspace.registerFileSystemProvider(proposalScheme, files, { isCaseSensitive: true });
}
