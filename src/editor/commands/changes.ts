import * as vscode from 'vscode';
import {
  choiceOf,
  chosenText,
  drop,
  droppedChanges,
  follow,
  keptChanges,
  nearestTo,
  proposedLine,
  restore,
  stepFrom,
  touchedBy,
  type ChangeAt,
  type Choice,
} from '../../edits/choice.ts';
import { lineEdits } from '../../edits/lineEdits.ts';
import { toTextEdits } from '../documentEdits.ts';
import type { Proposal } from '../proposals/proposal.ts';
import { openProposal } from '../proposals/proposalFiles.ts';
import type { Services } from '../services.ts';
import { selectedLines, textOf } from '../snapshot.ts';
import { movedLine } from '../../edits/movedTarget.ts';

/** A proposal whose changes can be chosen among, as it stands. */
interface Review {
  readonly proposal: Proposal;
  readonly document: vscode.TextDocument;
  readonly choice: Choice;
  /** Lines of the proposal the cursor or the selection is on. */
  readonly say: (words: string) => void;
  readonly lines: { readonly startLine: number; readonly endLine: number };
}

/** Drop Change: takes the changes at the cursor, or in the selection, out of the proposal. */
export async function dropChange(services: Services): Promise<void> {
  const review = await reviewInFront(services);
  if (review === undefined) return;
  const touched = touchedBy(keptChanges(review.choice), review.lines);
  const first = touched[0];
  if (first === undefined) return review.say(vscode.l10n.t('There is no change at the cursor.'));
  await put(review, drop(review.choice, editsOf(touched)));
  await goTo(review, first.line);
  review.say(countWords(touched.length, keptChanges(review.choice).length - touched.length));
}

/** Restore Change: puts the dropped changes at the cursor, or in the selection, back; else the nearest one. */
export async function restoreChange(services: Services): Promise<void> {
  const review = await reviewInFront(services);
  if (review === undefined) return;
  const { choice, lines } = review;
  const dropped = droppedChanges(choice);
  const nearest = nearestTo(dropped, lines.startLine);
  if (nearest === undefined) return review.say(vscode.l10n.t('No change is left out.'));
  const touched = touchedBy(dropped, lines);
  const restored = restore(choice, touched.length > 0 ? editsOf(touched) : [nearest.edit]);
  await put(review, restored);
  const place = keptChanges(restored).find(({ edit }) => edit === (touched[0] ?? nearest).edit);
  await goTo(review, place?.line ?? nearest.line);
  review.say(vscode.l10n.t('Change restored, {0} left out.', droppedChanges(restored).length));
}

/** Next Change and Previous Change: puts the cursor on it, in the proposal's side. */
export async function goToChange(services: Services, direction: 'next' | 'previous'): Promise<void> {
  const review = await reviewInFront(services);
  if (review === undefined) return;
  const changes = keptChanges(review.choice);
  const change = stepFrom(changes, review.lines.startLine, direction);
  if (change === undefined) return review.say(vscode.l10n.t('No change is left in the proposal.'));
  await goTo(review, change.line);
  review.say(vscode.l10n.t('Change {0} of {1}', changes.indexOf(change) + 1, changes.length));
}

async function reviewInFront(services: Services): Promise<Review | undefined> {
  const proposals = await services.proposals();
  const proposal = proposals.front();
  if (proposal?.state.kind !== 'ready' || proposal.suggested === undefined) return undefined;
  const document = await openProposal(proposal.uri);
  const base = proposal.spec.snapshot.text;
  const choice = follow(proposal.choice ?? choiceOf(base, proposal.suggested), textOf(document));
  proposal.choice = choice;
  const say = (words: string): void => proposals.say(words);
  return { proposal, document, choice, say, lines: linesInFront(proposal, choice) };
}

/** The cursor's lines, told in lines of the proposal also when it is in the file beside it. */
function linesInFront({ uri, shownTarget }: Proposal, choice: Choice): Review['lines'] {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return { startLine: 0, endLine: 0 };
  const selected = selectedLines(editor.selection);
  if (editor.document.uri.toString() !== shownTarget?.toString()) {
    const isProposal = editor.document.uri.toString() === uri.toString();
    return isProposal ? selected : { startLine: 0, endLine: 0 };
  }
  const file = textOf(editor.document);
  const toProposal = (line: number): number => proposedLine(choice, movedLine(file, choice.base, line));
  return { startLine: toProposal(selected.startLine), endLine: toProposal(selected.endLine) };
}

/** Changes the proposal's text as a person would, so that Undo in it takes the choice back. */
async function put({ proposal, document }: Review, choice: Choice): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.set(document.uri, toTextEdits(document, lineEdits(textOf(document), chosenText(choice))));
  if (await vscode.workspace.applyEdit(change)) proposal.choice = choice;
}

async function goTo({ document }: Review, line: number): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.compareEditor.focusPrimarySide');
  const uri = document.uri.toString();
  const editor = vscode.window.visibleTextEditors.find((each) => each.document.uri.toString() === uri);
  if (editor === undefined) return;
  const at = new vscode.Position(Math.min(line, document.lineCount - 1), 0);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function editsOf(changes: readonly ChangeAt[]): Choice['kept'] {
  return changes.map(({ edit }) => edit);
}

function countWords(dropped: number, left: number): string {
  return dropped === 1
    ? vscode.l10n.t('Change dropped, {0} left.', left)
    : vscode.l10n.t('{0} changes dropped, {1} left.', dropped, left);
}
