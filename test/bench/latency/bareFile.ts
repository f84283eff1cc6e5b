import * as vscode from 'vscode';

/** A file in memory that grows; an editor follows it as it follows any file that another program changes. */
export interface BareFile extends vscode.Disposable {
  readonly uri: vscode.Uri;
  /** Adds a line and says that the file changed. */
  grow(line: string): void;
}

const scheme = 'opencrates-bench';

/** What VS Code itself needs from a change of a file to the change of its document, with no extension's work in it. */
export function createBareFile(text: string): BareFile {
  const uri = vscode.Uri.from({ scheme, path: '/grows.txt' });
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  let content = text;
  let mtime = 1;
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const registered = vscode.workspace.registerFileSystemProvider(scheme, {
    onDidChangeFile: changed.event,
    stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime, size: Buffer.byteLength(content) }),
    readFile: () => Buffer.from(content),
    watch: () => new vscode.Disposable(() => undefined),
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  });
  return {
    uri,
    grow(line) {
      content += `${line}\n`;
      mtime += 1;
      changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    },
    dispose: () => vscode.Disposable.from(registered, changed).dispose(),
  };
}
