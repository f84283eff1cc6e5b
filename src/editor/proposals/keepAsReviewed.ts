import * as vscode from 'vscode';
import { isChoiceAmong } from '../../edits/choice.ts';
import { lineEdits } from '../../edits/lineEdits.ts';
import { toTextEdits } from '../documentEdits.ts';
import { proposalScheme } from '../identifiers.ts';
import { textOf } from '../snapshot.ts';

/** Milliseconds before a save in which what trims a text does its work; a person's last edit is older. */
const trimmingMs = 700;

/** Milliseconds before a save in which a formatter changes a text; a person needs longer to leave it after an edit. */
const formattingMs = 250;

/** The same where nothing but white space was changed: on a busy computer the save comes late, and no word is at stake. */
const spacingMs = 3000;

/** Milliseconds that mending and formatting a text on saving may take, from when it was trimmed. */
const mendingMs = 10_000;

/** Milliseconds in which the cursor follows what is typed. */
const cursorMs = 100;

interface Version {
  readonly text: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  /** Made by a person for sure: typed, undone or redone. */
  isTyped: boolean;
}

/** What became of one proposal's text, latest last. */
interface History {
  versions: readonly Version[];
  /** What it was when VS Code began to mend it because of a save. */
  mended?: Pick<Version, 'text' | 'at'> | undefined;
}

/** The file's text and the proposal's as it was made; undefined for a text that is no proposal. */
export type Reviewed = { readonly base: string; readonly suggested: string } | undefined;

/**
 * Keeps a proposal as it is reviewed when VS Code saves it by itself: what is trimmed, formatted or mended then would
 * make changes that nobody proposed. What a person saves is saved as they have it set.
 */
export function keepAsReviewed(reviewed: (uri: vscode.Uri) => Reviewed): vscode.Disposable {
  const histories = new Map<string, History>();
  const historyOf = ({ uri }: vscode.TextDocument): History => {
    const history = histories.get(uri.toString()) ?? { versions: [] };
    histories.set(uri.toString(), history);
    return history;
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument((event) => {
      const { document, contentChanges } = event;
      if (document.uri.scheme === proposalScheme && contentChanges.length > 0)
        noteVersion(historyOf(document), event);
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor: { document }, kind }) => {
      if (document.uri.scheme !== proposalScheme || kind === vscode.TextEditorSelectionChangeKind.Command)
        return;
      const last = historyOf(document).versions.at(-1);
      if (kind !== undefined && last !== undefined && Date.now() - last.at < cursorMs) last.isTyped = true;
    }),
    vscode.languages.registerCodeActionsProvider(
      { scheme: proposalScheme },
      {
        provideCodeActions: (document, _range, context) =>
          noteMending(historyOf(document), document, context),
      },
      // Asked for by itself only on saving, before anything is mended or formatted.
      { providedCodeActionKinds: [vscode.CodeActionKind.Source] },
    ),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void histories.delete(uri.toString())),
    vscode.workspace.onWillSaveTextDocument((event) => {
      const { document, reason } = event;
      if (document.uri.scheme !== proposalScheme) return;
      const history = historyOf(document);
      const text = textOf(document);
      const before = beforeSaving(history, text, { reason, reviewed: reviewed(document.uri) });
      history.mended = undefined;
      if (before !== text) event.waitUntil(Promise.resolve(toTextEdits(document, lineEdits(text, before))));
    }),
  );
}

function noteVersion(history: History, { document, reason }: vscode.TextDocumentChangeEvent): void {
  const version = { text: textOf(document), at: Date.now(), isTyped: reason !== undefined };
  history.versions = [...history.versions.slice(-7), version];
}

function noteMending(
  history: History,
  document: vscode.TextDocument,
  { only, triggerKind }: vscode.CodeActionContext,
): undefined {
  if (triggerKind !== vscode.CodeActionTriggerKind.Automatic || only === undefined) return;
  const { mended } = history;
  // Each kind of mending is asked for in turn.
  if (mended === undefined || Date.now() - mended.at > mendingMs)
    history.mended = { text: textOf(document), at: Date.now() };
}

/** The text as it was before VS Code changed it in order to save it by itself. */
function beforeSaving(
  { versions, mended }: History,
  text: string,
  { reason, reviewed }: { readonly reason: vscode.TextDocumentSaveReason; readonly reviewed: Reviewed },
): string {
  const now = Date.now();
  if (reason === vscode.TextDocumentSaveReason.Manual) return text;
  // After a delay VS Code trims, and does nothing else.
  if (reason === vscode.TextDocumentSaveReason.AfterDelay)
    return beforeTrimming(versions, text, now - trimmingMs);
  const isMended = mended !== undefined && versions.every((each) => !each.isTyped || each.at <= mended.at);
  const earlier = isMended
    ? versions.filter(({ at }) => at <= mended.at)
    : withoutFormatting(versions, now, reviewed);
  const rewritten = isMended ? mended.text : (earlier.at(-1)?.text ?? text);
  return beforeTrimming(earlier, rewritten, now - mendingMs);
}

/** The versions without those right before a save that no person has made. */
function withoutFormatting(
  versions: readonly Version[],
  now: number,
  reviewed: Reviewed,
): readonly Version[] {
  const last = versions.findLastIndex(
    ({ isTyped, at, text }, index) =>
      isTyped ||
      now - at >= (isRespaced(text, versions[index - 1]?.text) ? spacingMs : formattingMs) ||
      isChosen(text, versions.slice(0, index), reviewed),
  );
  // With nothing before them there is nothing to go back to.
  return last === -1 ? versions : versions.slice(0, last + 1);
}

function isRespaced(text: string, before: string | undefined): boolean {
  return before?.replaceAll(/\s+/gu, '') === text.replaceAll(/\s+/gu, '');
}

/** True for a text in which changes were dropped or put back, as by Revert Block. */
function isChosen(text: string, earlier: readonly Version[], reviewed: Reviewed): boolean {
  if (reviewed === undefined) return false;
  return isChoiceAmong(reviewed.base, text, [reviewed.suggested, ...earlier.map((each) => each.text)]);
}

/** The text as it was before the last changes, if these took nothing but blanks, later than at `since`, and were not typed. */
function beforeTrimming(versions: readonly Version[], text: string, since: number): string {
  const same = withoutBlanks(text);
  const first = versions.findLastIndex((version) => withoutBlanks(version.text) !== same) + 1;
  const trimmed = versions[first + 1];
  const isTrimmed = trimmed !== undefined && !trimmed.isTyped && trimmed.at > since;
  return isTrimmed ? (versions[first]?.text ?? text) : text;
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/[ \t]+$/gm, '').replace(/\n+$/u, '');
}
