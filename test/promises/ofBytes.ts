import type { Violation } from './violation.ts';

const test = 'test/integration/promisesBytes.test.ts';

/** Faults in what an accepted change leaves on the disk and in the editor. */
export const ofBytes: readonly Violation[] = [
  {
    promise: 'line endings stay identical',
    test,
    fault: 'the file gets the line ends of the answer',
    file: 'src/editor/documentEdits.ts',
    from: 'return edits.map((edit) => toTextEdit(document, edit));',
    to: `return [
      ...edits.map((edit) => toTextEdit(document, edit)),
      vscode.TextEdit.setEndOfLine(vscode.EndOfLine.LF),
    ];`,
  },
  {
    promise: 'the byte-order mark stays identical',
    test,
    fault: 'a mark is written as if it were text',
    file: 'src/editor/proposals/acceptProposal.ts',
    from: 'const edits = lineEdits(textOf(document), rebased.text);',
    to: 'const edits = lineEdits(textOf(document), `\\uFEFF${rebased.text}`);',
  },
  {
    promise: 'the final newline stays identical',
    test,
    fault: 'what is added below the last line ends in a newline',
    file: 'src/editor/documentEdits.ts',
    from: 'return vscode.TextEdit.insert(endOf(document.lineCount - 1), `\\n${text}`);',
    to: 'return vscode.TextEdit.insert(endOf(document.lineCount - 1), `\\n${text}\\n`);',
  },
  {
    promise: 'the file after accept and save equals the file after the same is typed and saved',
    test,
    fault: 'blanks at the ends of new lines are cut off',
    file: 'src/editor/documentEdits.ts',
    from: "const text = lines.join('\\n');",
    to: "const text = lines.map((line) => line.trimEnd()).join('\\n');",
  },
  {
    promise: 'cursors, breakpoints and folds survive the edit',
    test,
    fault: 'the whole document is replaced',
    file: 'src/editor/proposals/acceptProposal.ts',
    from: 'const edits = lineEdits(textOf(document), rebased.text);',
    to: `const edits = [
      { startLine: 0, deleteCount: document.lineCount, lines: rebased.text.split('\\n') },
    ];`,
  },
];
