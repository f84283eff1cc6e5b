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
  for (const lineEnd of ['\n', '\r\n']) {
    it(`make each text of every other one, with ${lineEnd === '\n' ? 'LF' : 'CRLF'} line ends kept`, async () => {
      for (const before of texts) {
        for (const after of texts) {
          const content = before.replaceAll('\n', lineEnd);
          const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' });
          const edit = new vscode.WorkspaceEdit();
          edit.set(document.uri, toTextEdits(document, lineEdits(before, after)));
          await vscode.workspace.applyEdit(edit);
          // A document without a line end has none to keep.
          const expected = before.includes('\n') ? after.replaceAll('\n', lineEnd) : after;
          const found = before.includes('\n')
            ? document.getText()
            : document.getText().replaceAll('\r\n', '\n');
          assert.equal(found, expected, JSON.stringify([before, after]));
        }
      }
    }).timeout(60_000);
  }
});
