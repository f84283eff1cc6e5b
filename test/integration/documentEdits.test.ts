import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lineEdits } from '../../src/edits/lineEdits.ts';
import { toTextEdits } from '../../src/editor/documentEdits.ts';

const texts = [
  '',
  '\n',
  'a',
  'a\n',
  'a\nb',
  'a\nb\n',
  'b\nc\n',
  'a\nx\nc\n',
  'x\na\nb\nc\ny',
  'a\nb\nc\n\n\n',
  'c',
];

describe('Line edits on a document', () => {
  let editor: vscode.TextEditor;
  before(async () => {
    editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: '' }));
  });
  after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  async function put(text: string, end: vscode.EndOfLine): Promise<void> {
    const { document } = editor;
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    await editor.edit((edit) => {
      edit.replace(all, text);
      edit.setEndOfLine(end);
    });
  }

  for (const [name, end, lineEnd] of [
    ['LF', vscode.EndOfLine.LF, '\n'],
    ['CRLF', vscode.EndOfLine.CRLF, '\r\n'],
  ] as const) {
    it(`make each text of every other one, with ${name} line ends kept`, async () => {
      for (const before of texts) {
        for (const after of texts) {
          await put(before, end);
          const edit = new vscode.WorkspaceEdit();
          edit.set(editor.document.uri, toTextEdits(editor.document, lineEdits(before, after)));
          await vscode.workspace.applyEdit(edit);
          const found = editor.document.getText();
          assert.equal(found, after.replaceAll('\n', lineEnd), JSON.stringify([before, after]));
        }
      }
    }).timeout(60_000);
  }
});
