import * as vscode from 'vscode';
import { lineEdits } from '../../edits/lineEdits.ts';
import { rebase } from '../../edits/rebase.ts';
import { toTextEdits } from '../documentEdits.ts';
import { isTaken } from '../newDocument.ts';
import { documentAt, nameOf, textOf } from '../snapshot.ts';
import type { Proposal } from './proposal.ts';

/** Where an accepted change stands. */
export interface AcceptedPlace {
  readonly document: vscode.TextDocument;
  readonly line: number;
}

/** Writes the proposal into its file as one undo step; undefined when it could not, which was then said and nothing lost. */
export async function acceptProposal(
  proposal: Proposal,
  proposed: string,
  again: () => Promise<unknown>,
): Promise<AcceptedPlace | undefined> {
  const name = nameOf(proposal.target);
  if (await isTaken(proposal.target)) {
    const message = vscode.l10n.t(
      '{0} exists by now, so nothing was written. The answer is kept in the list of proposals.',
      name,
    );
    void offerAnswer(message, proposed, undefined);
    return undefined;
  }
  const document = await openTarget(proposal.target);
  if (document === undefined) {
    void offerAnswer(
      vscode.l10n.t('{0} no longer exists. The answer is kept in the list of proposals.', name),
      proposed,
      undefined,
    );
    return undefined;
  }
  const rebased = rebase(proposal.spec.snapshot.text, textOf(document), proposed);
  if (rebased.kind === 'stale') {
    const message = vscode.l10n.t(
      '{0} changed where the proposal would go. The answer is kept in the list of proposals.',
      name,
    );
    void offerAnswer(message, proposed, again);
    return undefined;
  }
  const edits = lineEdits(textOf(document), rebased.text);
  const change = new vscode.WorkspaceEdit();
  change.set(document.uri, toTextEdits(document, edits));
  if (edits.length > 0 && !(await vscode.workspace.applyEdit(change))) {
    const message = vscode.l10n.t(
      '{0} could not be changed: it is read-only or was just edited. The answer is kept in the list of proposals.',
      name,
    );
    void offerAnswer(message, proposed, again);
    return undefined;
  }
  return { document, line: edits[0]?.startLine ?? 0 };
}

async function openTarget(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const open = documentAt(uri);
  try {
    // A file that was deleted may still be open; its document must not bring it back unasked.
    if (uri.scheme !== 'untitled' && uri.scheme !== 'vscode-notebook-cell')
      await vscode.workspace.fs.stat(uri);
    return open ?? (await vscode.workspace.openTextDocument(uri));
  } catch {
    return undefined;
  }
}

async function offerAnswer(
  message: string,
  answer: string,
  again: (() => Promise<unknown>) | undefined,
): Promise<void> {
  const copy = vscode.l10n.t('Copy Proposed Text');
  const regenerate = vscode.l10n.t('Regenerate');
  const buttons = again === undefined ? [copy] : [copy, regenerate];
  const chosen = await vscode.window.showWarningMessage(message, ...buttons);
  if (chosen === copy) await vscode.env.clipboard.writeText(answer);
  if (chosen === regenerate) await again?.();
}

/** Shows the change in its file. */
export async function reveal({ document, line }: AcceptedPlace): Promise<void> {
  const at = new vscode.Position(Math.min(line, document.lineCount - 1), 0);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
