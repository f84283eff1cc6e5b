import * as vscode from 'vscode';
import type { LineEdit } from '../edits/lineEdits.ts';

/** Line edits as VS Code takes them, against the document they were computed from; line ends become the document's own. */
export function toTextEdits(document: vscode.TextDocument, edits: readonly LineEdit[]): vscode.TextEdit[] {
  return edits.map((edit) => toTextEdit(document, edit));
}

function toTextEdit(document: vscode.TextDocument, edit: LineEdit): vscode.TextEdit {
  const { startLine, deleteCount, lines } = edit;
  const end = startLine + deleteCount;
  const text = lines.join('\n');
  const endOf = (line: number): vscode.Position => document.lineAt(line).range.end;
  if (deleteCount > 0 && lines.length > 0)
    return vscode.TextEdit.replace(new vscode.Range(new vscode.Position(startLine, 0), endOf(end - 1)), text);
  if (deleteCount > 0 && end < document.lineCount)
    return vscode.TextEdit.delete(new vscode.Range(startLine, 0, end, 0));
  // The last lines go together with the line end before them.
  if (deleteCount > 0)
    return vscode.TextEdit.delete(
      new vscode.Range(startLine === 0 ? new vscode.Position(0, 0) : endOf(startLine - 1), endOf(end - 1)),
    );
  if (startLine < document.lineCount)
    return vscode.TextEdit.insert(new vscode.Position(startLine, 0), `${text}\n`);
  return vscode.TextEdit.insert(endOf(document.lineCount - 1), `\n${text}`);
}
