import * as vscode from 'vscode';
import { rebase } from '../../edits/rebase.ts';
import { messageText } from '../messageText.ts';
import { textOf } from '../snapshot.ts';
import type { PatchedFile } from './patchedFile.ts';

/** A file that is changed or made. */
export type WrittenFile = Exclude<PatchedFile, { kind: 'refused' }>;

/**
 * Carries what a patch makes of files over to what they have by now, as after a question that was answered in a
 * minute; undefined when someone changed the same lines meanwhile, which is then said.
 */
export function followEdits(files: readonly WrittenFile[]): readonly WrittenFile[] | undefined {
  const followed: WrittenFile[] = [];
  for (const file of files) {
    const now = file.kind === 'create' ? file : changeOfNow(file);
    if (now === undefined) {
      const sentence = vscode.l10n.t(
        '{0} was changed meanwhile where the patch would go. Nothing was changed. Apply it once more.',
        nameIn(file),
      );
      void vscode.window.showWarningMessage(sentence);
      return undefined;
    }
    followed.push(now);
  }
  return followed;
}

function changeOfNow(file: Extract<WrittenFile, { kind: 'change' }>): WrittenFile | undefined {
  const before = textOf(file.document);
  const rebased = rebase(file.before, before, file.text);
  return rebased.kind === 'clean' ? { ...file, before, text: rebased.text } : undefined;
}

/** The path of a file in the workspace, fit for a message. */
export function nameIn(file: WrittenFile): string {
  const uri = file.kind === 'create' ? file.uri : file.document.uri;
  return messageText(vscode.workspace.asRelativePath(uri, false));
}
