import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Syntax } from '../../syntax/syntax.ts';
import { closeNew } from '../newDocument.ts';
import { isMissing } from '../snapshot.ts';
import { afterRename } from '../afterRename.ts';
import { lookThrough } from './consent.ts';
import {
  closeTab,
  closeText,
  endLinting,
  isCell,
  isTextShown,
  proposedText,
  publishActiveProposal,
  showAgain,
  showRenamed,
  shown,
  tabOf,
} from './diffTab.ts';
import { keepAsReviewed, type Reviewed } from './keepAsReviewed.ts';
import type { Proposal } from './proposal.ts';
import { answerOf, beforeOf, isAnswer, openProposal, type ProposalFiles } from './proposalFiles.ts';
import { addressOf, type ProposalKeeper } from './proposalKeeper.ts';
import type { ProposalRecord } from './proposalRecord.ts';
import { watchEdits } from './watchEdits.ts';

/** Milliseconds VS Code may take to put a tab back whose file was renamed, before its end counts as the person's. */
const replacementLimit = 200;

/** Milliseconds in which VS Code tells of a rename after it has closed the diff of the file. */
const renameLimit = 2000;

/**
 * Milliseconds for VS Code to draw that the request has ended. It changes the status bar a turn later than it is told to, and
 * is busy once it closes a diff.
 */
const pictureMs = 30;

/** The rooms that proposals live in. */
export interface ProposalRooms {
  readonly files: ProposalFiles;
  readonly keeper: ProposalKeeper;
  readonly syntax: () => Promise<Syntax>;
}

/** The proposals of this window that are not decided, their tabs and texts, and what is remembered of them. */
export class OpenProposals implements vscode.Disposable {
  readonly #rooms: ProposalRooms;
  readonly #open = new Map<string, Proposal>();
  /** Ends of diffs and texts that VS Code still works on. */
  readonly #ending = new Map<string, Promise<void>>();
  readonly #subscriptions: vscode.Disposable;

  constructor(rooms: ProposalRooms) {
    this.#rooms = rooms;
    this.#subscriptions = vscode.Disposable.from(
      keepAsReviewed((uri) => this.#reviewed(uri)),
      watchEdits((uri) => this.#keepEdits(uri)),
      vscode.window.tabGroups.onDidChangeTabs((event) => this.#followTabs(event)),
      vscode.window.onDidChangeActiveTextEditor(() => void this.active()),
      vscode.workspace.onDidRenameFiles((event) => this.#followRenames(event)),
    );
  }

  add(proposal: Proposal, text: string): void {
    this.#rooms.files.put(proposal.uri, text, proposal.state.kind === 'ready');
    if (isCell(proposal.target))
      this.#rooms.files.put(beforeOf(proposal.uri), proposal.spec.snapshot.text, false);
    this.#open.set(proposal.uri.toString(), proposal);
    this.active();
  }

  /** The proposal in front of the person; publishes the context keys its title bar depends on. */
  active(): Proposal | undefined {
    return publishActiveProposal(this.#open);
  }

  byId(id: string): Proposal | undefined {
    return [...this.#open.values()].find(({ uri }) => uri.authority === id);
  }

  /** A proposal's text as it stands, with what was dropped from it or written into it by hand. */
  textOf(proposal: Proposal): string {
    return proposedText(proposal, this.#rooms.files);
  }

  /** Takes a proposal up again that was left waiting, as by a reload; false when there is none at this address. */
  async revive(uri: vscode.Uri): Promise<boolean> {
    if (this.#open.has(uri.toString())) return true;
    const kept = await this.#rooms.keeper.revive(uri);
    if (kept === undefined) return false;
    const { proposal, text } = kept;
    const { suggested } = proposal;
    if (suggested !== undefined) await lookThrough(proposal, { text: suggested }, this.#rooms.syntax);
    // The list and the editor may both have asked for it.
    if (this.#open.has(uri.toString())) return true;
    this.add(proposal, text);
    // Its editor may still have to be opened, and waits for us to have said that there is a text.
    void shown(proposal, text);
    return true;
  }

  /** Takes edits over that VS Code kept for a proposal over a reload. */
  adopt(uri: vscode.Uri, text: string): void {
    const proposal = this.#open.get(uri.toString());
    if (proposal?.state.kind !== 'ready') return;
    proposal.isShown = false;
    this.#rooms.files.put(uri, text, true);
    this.keepWaiting(proposal);
    void shown(proposal, text);
  }

  /** Shows the diff of a proposal that waits or streams; false when it does neither. */
  async show(id: string): Promise<boolean> {
    const record = await this.#rooms.keeper.records.get(id);
    if (record !== undefined) {
      const uri = addressOf(record);
      // One that is still being let go of would take the diff along that is shown now.
      await this.#ending.get(uri.toString())?.catch(() => undefined);
      await this.revive(uri);
    }
    const proposal = this.byId(id);
    if (proposal === undefined) return false;
    await showAgain(proposal);
    this.active();
    return true;
  }

  /** Shows what a model said, beside the proposal's address. */
  async showText(about: vscode.Uri, answer: string): Promise<void> {
    const uri = answerOf(about);
    this.#rooms.files.put(uri, answer, false);
    await vscode.window.showTextDocument(await openProposal(uri), { preview: true });
  }

  /** Remembers the proposal as waiting, with its text as it stands. */
  keepWaiting(proposal: Proposal): void {
    this.#rooms.keeper.keep(proposal, 'waiting', { text: this.textOf(proposal) });
  }

  /** Ends a proposal and its tab; without `status` the list stays as it is. */
  async close(proposal: Proposal, status?: ProposalRecord['status'], failure?: string): Promise<void> {
    if (proposal.state.kind === 'closed') return;
    const words = failure === undefined ? {} : { failure };
    if (status !== undefined) this.#rooms.keeper.keep(proposal, status, words);
    const isComing = proposal.state.kind === 'streaming';
    proposal.state = { kind: 'closed' };
    const address = proposal.uri.toString();
    this.#open.delete(address);
    proposal.note?.dispose();
    proposal.cancel();
    const ending = this.#end(proposal, isComing).finally(() => this.#ending.delete(address));
    this.#ending.set(address, ending);
    await ending;
  }

  async #end(proposal: Proposal, isComing: boolean): Promise<void> {
    // A diff that is still opening would come up after it was closed.
    await proposal.opening.catch(() => undefined);
    if (isComing) await sleep(pictureMs);
    // An editor that only lags behind the stream is not an edited one.
    await closeTab(proposal.uri, proposal.isShown ? this.#rooms.files.textAt(proposal.uri) : undefined);
    // Another proposal may be for the same file, which is not made yet.
    if (!this.#isTarget(proposal.target)) await closeNew(proposal.target);
    await closeText(proposal.uri);
    await endLinting(proposal.uri);
    this.#rooms.files.remove(proposal.uri);
    this.active();
  }

  #isTarget(uri: vscode.Uri): boolean {
    return [...this.#open.values()].some(({ target }) => target.toString() === uri.toString());
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #reviewed(uri: vscode.Uri): Reviewed {
    const { spec, suggested } = this.#open.get(uri.toString()) ?? {};
    return spec === undefined || suggested === undefined
      ? undefined
      : { base: spec.snapshot.text, suggested };
  }

  #keepEdits(uri: vscode.Uri): void {
    const proposal = this.#open.get(uri.toString());
    if (proposal?.state.kind === 'ready') this.keepWaiting(proposal);
  }

  #followTabs({ closed }: vscode.TabChangeEvent): void {
    this.active();
    for (const { input } of closed) {
      // In a second tab it may still be read.
      if (input instanceof vscode.TabInputText && isAnswer(input.uri) && !isTextShown(input.uri))
        this.#rooms.files.remove(input.uri);
      const proposal =
        input instanceof vscode.TabInputTextDiff ? this.#open.get(input.modified.toString()) : undefined;
      if (proposal !== undefined) setTimeout(() => void this.#followClosedTab(proposal), replacementLimit);
    }
  }

  /** A tab that is gone was closed by the person, unless the file on its left was renamed: then the diff comes back. */
  async #followClosedTab(proposal: Proposal, isLate = false): Promise<void> {
    if (await isBack(proposal)) return;
    const isMoving = !isLate && (await isMissing(proposal.target));
    if (isMoving) setTimeout(() => void this.#followClosedTab(proposal, true), renameLimit);
    else if (!(await isBack(proposal))) await this.#leave(proposal);
  }

  /** A proposal whose diff was closed goes on waiting in the list; one that was still coming is cancelled. */
  async #leave(proposal: Proposal): Promise<void> {
    const { kind } = proposal.state;
    if (kind === 'ready' || kind === 'problem') this.keepWaiting(proposal);
    await this.close(proposal);
  }

  #followRenames({ files }: vscode.FileRenameEvent): void {
    for (const proposal of this.#open.values()) {
      const before = proposal.target;
      for (const renamed of files) proposal.target = afterRename(proposal.target, renamed);
      if (proposal.target.toString() !== before.toString())
        setTimeout(() => void this.#followRename(proposal), replacementLimit);
    }
  }

  /** VS Code closes the diff of a file that was renamed, keeps it under the old name, or puts it back under the new one. */
  async #followRename(proposal: Proposal): Promise<void> {
    await proposal.opening.catch(() => undefined);
    if (proposal.state.kind !== 'closed') await showRenamed(proposal);
  }
}

/** Nothing has to follow a tab that is gone: the proposal has ended, or its diff is there again or about to be. */
async function isBack(proposal: Proposal): Promise<boolean> {
  // The person may have asked for it again meanwhile.
  await proposal.opening.catch(() => undefined);
  if (proposal.state.kind === 'closed' || tabOf(proposal.uri) !== undefined) return true;
  return proposal.shownTarget?.toString() !== proposal.target.toString();
}
