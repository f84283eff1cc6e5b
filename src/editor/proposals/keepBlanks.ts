import * as vscode from 'vscode';
import { lineEdits } from '../../edits/lineEdits.ts';
import { toTextEdits } from '../documentEdits.ts';
import { proposalScheme } from '../identifiers.ts';
import { textOf } from '../snapshot.ts';

/** Milliseconds before a save in which what trims a text does its work; a person's last edit is older. */
const trimmingMs = 700;

interface Version {
  readonly text: string;
  readonly at: number;
}

/**
 * Keeps blanks and final newlines of a proposal when VS Code saves it by itself: they belong to the file that is
 * reviewed, and trimming them would make changes that nobody proposed. What a person saves is saved as they have it set.
 */
export function keepBlanks(): vscode.Disposable {
  const versions = new Map<string, readonly Version[]>();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.scheme !== proposalScheme || contentChanges.length === 0) return;
      const key = document.uri.toString();
      const last = (versions.get(key) ?? []).slice(-4);
      versions.set(key, [...last, { text: textOf(document), at: Date.now() }]);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void versions.delete(uri.toString())),
    vscode.workspace.onWillSaveTextDocument((event) => {
      const { document, reason } = event;
      if (document.uri.scheme !== proposalScheme || reason === vscode.TextDocumentSaveReason.Manual) return;
      const text = textOf(document);
      const before = beforeTrimming(versions.get(document.uri.toString()) ?? [], text, Date.now());
      if (before === undefined) return;
      event.waitUntil(Promise.resolve(toTextEdits(document, lineEdits(text, before))));
    }),
  );
}

/** The text as it was before the last changes, if these took nothing but blanks and came right before the save. */
function beforeTrimming(versions: readonly Version[], text: string, now: number): string | undefined {
  const same = withoutBlanks(text);
  const first = versions.findLastIndex((version) => withoutBlanks(version.text) !== same) + 1;
  const trimmed = versions[first + 1];
  return trimmed !== undefined && now - trimmed.at < trimmingMs ? versions[first]?.text : undefined;
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/[ \t]+$/gm, '').replace(/\n+$/u, '');
}
