import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { inWorld } from './support/inWorld.ts';
import { eventually, fenced, proposalTabs, proposedText, run } from './support/world.ts';

const half = 'export function half(value: number): number {\n  return value / 2;\n}\n';
const file = `// numbers\n\n${half}\nexport const last = 1;\n`;
const better = file.replace('/ 2', '* 0.5');
const answer = fenced(half.replace('/ 2', '* 0.5').trimEnd());
const ask = { instruction: 'multiply' };
const scheme = 'memory-of-a-test';

/** A file system with files that are nowhere on a disk. */
class Memory implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }
  stat(uri: vscode.Uri): vscode.FileStat {
    const size = this.readFile(uri).length;
    return { type: vscode.FileType.File, ctime: 0, mtime: 1, size };
  }
  readFile(uri: vscode.Uri): Uint8Array {
    const content = this.files.get(uri.path);
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return content;
  }
  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.files.set(uri.path, content);
  }
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }
  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
  delete(uri: vscode.Uri): void {
    this.files.delete(uri.path);
  }
  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}

describe('While a proposal waits, its file', () => {
  const world = inWorld();

  async function propose(text = file): Promise<vscode.TextDocument> {
    const { document } = await world.open('half.ts', text, 3);
    world.server.reply(chatAnswer(answer));
    assert.equal(await run('generate', ask), 'ready');
    return document;
  }

  async function insert(document: vscode.TextDocument, line: number, text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(line, 0), text);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  it('may be reverted: what was there before Accept counts', async () => {
    const { document } = await world.open('half.ts', file, 3);
    await insert(document, 0, '// not saved\n');
    world.server.reply(chatAnswer(answer));
    assert.equal(await run('generate', ask), 'ready');
    // The command reverts whatever is in front, which the window decides a moment after it was asked.
    await eventually('the revert', async () => {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      return document.getText() === file;
    });
    await frontProposal();
    await run('acceptProposal');
    assert.equal(document.getText(), better);
  });

  /** Brings the proposal's diff to the front again. */
  async function frontProposal(): Promise<void> {
    const tab = await eventually('the diff', () => proposalTabs()[0]);
    await vscode.commands.executeCommand('vscode.diff', tab.original, tab.modified);
  }

  it('may be formatted when it is saved, elsewhere than where the change goes', async () => {
    const document = await propose(`${file}const  wide =  1;\n`);
    const formatter = vscode.languages.registerDocumentFormattingEditProvider(
      { scheme: 'file', pattern: '**/half.ts' },
      {
        provideDocumentFormattingEdits: (each) => {
          const last = each.lineAt(each.lineCount - 2);
          return [vscode.TextEdit.replace(last.range, last.text.replaceAll(/ {2,}/gu, ' '))];
        },
      },
    );
    const settings = vscode.workspace.getConfiguration('editor', { languageId: 'typescript' });
    await settings.update('formatOnSave', true, vscode.ConfigurationTarget.Global, true);
    // VS Code's own formatter would be a second one, and of two it asks which.
    const own = vscode.workspace.getConfiguration('typescript.format');
    await own.update('enable', false, vscode.ConfigurationTarget.Global);
    try {
      await insert(document, 0, '// saved\n');
      await document.save();
      await run('acceptProposal');
      const tail = document.getText().includes('const wide = 1;') ? 'const wide = 1;' : 'const  wide =  1;';
      assert.equal(document.getText(), `// saved\n${better}${tail}\n`);
      assert.equal(tail, 'const wide = 1;', 'it was formatted');
    } finally {
      formatter.dispose();
      await settings.update('formatOnSave', undefined, vscode.ConfigurationTarget.Global, true);
      await own.update('enable', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('may be open in two editors: both show the change, which is one undo step', async () => {
    const document = await propose();
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Two });
    await insert(document, 0, '// from the second editor\n');
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await frontProposal();
    await run('acceptProposal');
    assert.equal(document.getText(), `// from the second editor\n${better}`);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), `// from the second editor\n${file}`);
  });

  it('may be changed by another extension right beside the change: both are in it, and one undo takes ours', async () => {
    const document = await propose();
    await insert(document, 3, '  // theirs\n');
    await run('acceptProposal');
    assert.equal(document.getText(), better.replace('  return', '  // theirs\n  return'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), file.replace('  return', '  // theirs\n  return'));
  });

  it('may be changed by another extension: where both touch the same line, nothing is written and the answer stays', async () => {
    const document = await propose();
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(3, 9, 3, 14), 'twice');
    await vscode.workspace.applyEdit(edit);
    await run('acceptProposal');
    assert.equal(document.getText(), file.replace('return value', 'return twice'));
    assert.equal(await proposedText(), better);
  });

  it('may become read-only: then the change is in the editor and nothing is lost', async () => {
    const document = await propose();
    await chmod(world.path('half.ts'), 0o444);
    await run('acceptProposal');
    assert.equal(document.getText(), better);
    assert.equal(String(await world.bytes('half.ts')), file);
  });

  it('may be a file that is on no disk', async () => {
    const memory = new Memory();
    const registered = vscode.workspace.registerFileSystemProvider(scheme, memory, { isCaseSensitive: true });
    try {
      const uri = vscode.Uri.from({ scheme, path: '/half.ts' });
      memory.files.set('/half.ts', Buffer.from(file));
      const editor = await vscode.window.showTextDocument(uri, { preview: false });
      editor.selection = new vscode.Selection(3, 0, 3, 0);
      world.server.reply(chatAnswer(answer));
      assert.equal(await run('generate', ask), 'ready');
      await insert(editor.document, 0, '// meanwhile\n');
      await run('acceptProposal');
      assert.equal(editor.document.getText(), `// meanwhile\n${better}`);
      assert.ok(await editor.document.save());
      assert.equal(String(memory.files.get('/half.ts')), `// meanwhile\n${better}`);
    } finally {
      registered.dispose();
    }
  });

  it('may be a cell of a notebook', async () => {
    const cell = {
      cell_type: 'code',
      metadata: {},
      outputs: [],
      execution_count: null,
      source: [half.trimEnd()],
    };
    const notebook = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
    await writeFile(world.path('book.ipynb'), JSON.stringify(notebook));
    const book = await vscode.workspace.openNotebookDocument(vscode.Uri.file(world.path('book.ipynb')));
    await vscode.window.showNotebookDocument(book);
    await vscode.commands.executeCommand('notebook.cell.edit');
    const editor = await eventually('the cell', () => vscode.window.activeTextEditor);
    assert.equal(editor.document.uri.scheme, 'vscode-notebook-cell');
    await vscode.languages.setTextDocumentLanguage(editor.document, 'typescript');
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    world.server.reply(chatAnswer(answer));
    assert.equal(await run('generate', ask), 'ready');
    await run('acceptProposal');
    assert.equal(book.cellAt(0).document.getText(), half.replace('/ 2', '* 0.5').trimEnd());
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
