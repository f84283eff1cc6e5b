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

const [first = ''] = texts;

/** Documents that are changed side by side. Their number of texts is prime: going on by any step meets each text once. */
const walks = 5;

describe('Line edits on a document', () => {
  const documents: vscode.TextDocument[] = [];
  after(async () => {
    for (const document of documents) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });

  async function openAs(text: string, end: vscode.EndOfLine): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument({ content: text });
    documents.push(document);
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, [vscode.TextEdit.setEndOfLine(end)]);
    await vscode.workspace.applyEdit(edit);
    return document;
  }

  for (const [name, end, lineEnd] of [
    ['LF', vscode.EndOfLine.LF, '\n'],
    ['CRLF', vscode.EndOfLine.CRLF, '\r\n'],
  ] as const) {
    it(`make each text of every other one, with ${name} line ends kept`, async () => {
      const opened = await Promise.all(Array.from({ length: walks }, () => openAs(first, end)));
      const made = new Set<string>();
      for (const faster of [0, walks]) {
        let at = opened.map(() => 0);
        for (let turn = 0; turn < texts.length; turn += 1) {
          const next = at.map((place, index) => (place + index + 1 + faster) % texts.length);
          const edit = new vscode.WorkspaceEdit();
          opened.forEach((document, index) => {
            const [before = '', after = ''] = [texts[at[index] ?? 0], texts[next[index] ?? 0]];
            made.add(JSON.stringify([before, after]));
            edit.set(document.uri, toTextEdits(document, lineEdits(before, after)));
          });
          assert.ok(await vscode.workspace.applyEdit(edit));
          at = next;
          const found = opened.map((document) => document.getText());
          const wanted = at.map((place) => (texts[place] ?? '').replaceAll('\n', lineEnd));
          assert.deepEqual(found, wanted);
        }
      }
      assert.equal(made.size, texts.length * (texts.length - 1));
    });
  }
});
