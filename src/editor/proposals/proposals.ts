import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { afterRename } from '../afterRename.ts';
import { proposalScheme } from '../identifiers.ts';
import { isMissing } from '../snapshot.ts';
import { isCancellation } from '../failures.ts';
import type { Requests } from '../requests.ts';
import type { Syntax } from '../../syntax/syntax.ts';
import { acceptProposal, reveal, type AcceptedPlace } from './acceptProposal.ts';
import { lookThrough, mayWrite, type MadeText } from './consent.ts';
import { closeTab, proposedText, publishActiveProposal, showDiff, showRenamed, tabOf } from './diffTab.ts';
import { createPreview } from './preview.ts';
import { isEditedByHand, mayDropEdits } from './handEdits.ts';
import type { Proposal, ProposalOutcome, ProposalProblem, ProposalResult, ProposalSpec } from './proposal.ts';
import { openProposal, type ProposalFiles } from './proposalFiles.ts';
import { tellCautions, tellNothing, tellProblem, tellWarning } from './tellProblem.ts';

/** Milliseconds VS Code may take to put a tab back whose file was renamed, before its end counts as the person's. */
const replacementLimit = 200;

/** Milliseconds in which VS Code tells of a rename after it has closed the diff of the file. */
const renameLimit = 2000;

/** The changes that wait for a decision, with the context keys their title bar depends on. */
export class Proposals implements vscode.Disposable {
  readonly #files: ProposalFiles;
  readonly #requests: Requests;
  readonly #syntax: () => Promise<Syntax>;
  readonly #open = new Map<string, Proposal>();
  readonly #subscriptions: vscode.Disposable;

  constructor(files: ProposalFiles, requests: Requests, syntax: () => Promise<Syntax>) {
    this.#files = files;
    this.#requests = requests;
    this.#syntax = syntax;
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.tabGroups.onDidChangeTabs((event) => this.#followTabs(event)),
      vscode.window.onDidChangeActiveTextEditor(() => void this.#active()),
      vscode.workspace.onDidRenameFiles((event) => this.#followRenames(event)),
    );
  }

  /** Opens the diff, streams into it and resolves when the answer is judged; never rejects. */
  async open(spec: ProposalSpec): Promise<ProposalResult> {
    // A name of its own: an editor that VS Code restores from an earlier window never meets another proposal's text.
    const uri = vscode.Uri.from({
      scheme: proposalScheme,
      authority: randomUUID(),
      path: `/${spec.snapshot.name}`,
    });
    const proposal: Proposal = {
      uri,
      spec,
      target: spec.snapshot.uri,
      state: { kind: 'streaming' },
      opening: Promise.resolve(),
      cancel: () => undefined,
      unasked: [],
      cautions: [],
    };
    this.#files.put(uri, spec.snapshot.text, false);
    this.#open.set(uri.toString(), proposal);
    // The request does not wait for the diff, which takes VS Code longer than everything else before it.
    proposal.opening = showDiff(proposal);
    proposal.opening.then(
      () => this.#active(),
      () => proposal.cancel(),
    );
    return this.#run(proposal);
  }

  /** The proposal in front of the person. */
  front(): Proposal | undefined {
    return this.#active();
  }

  /** Writes the proposal in front into its file; does nothing unless it is ready. */
  async accept(): Promise<void> {
    const proposal = this.#active();
    if (proposal?.state.kind !== 'ready') return;
    proposal.state = { kind: 'accepting' };
    this.#active();
    const place = await this.#write(proposal).finally(() => {
      if (proposal.state.kind === 'accepting') proposal.state = { kind: 'ready' };
      this.#active();
    });
    if (place === undefined) return;
    await this.#close(proposal);
    await reveal(place);
  }

  async #write(proposal: Proposal): Promise<AcceptedPlace | undefined> {
    const proposed = proposedText(proposal.uri, this.#files);
    if (!(await mayWrite(proposal, proposed, this.#syntax))) return undefined;
    return acceptProposal(proposal, proposed, () => this.#again(proposal));
  }

  /** Closes the proposal in front; its request ends with it. */
  async discard(): Promise<void> {
    const proposal = this.#active();
    if (proposal !== undefined && proposal.state.kind !== 'accepting') await this.#close(proposal);
  }

  /** Asks again for the proposal in front, on its document as it is now; hand edits are given up only after a yes. */
  async regenerate(): Promise<void> {
    const proposal = this.#active();
    const kind = proposal?.state.kind;
    if (proposal === undefined || (kind !== 'ready' && kind !== 'problem')) return;
    if (!isEditedByHand(proposal.uri) || (await mayDropEdits(proposal))) await this.#again(proposal);
  }

  /** Says again what is wrong with the answer in front. */
  showProblem(): void {
    const proposal = this.#active();
    if (proposal?.state.kind === 'problem') this.#tell(proposal, proposal.state.problem);
    else if (proposal?.state.kind === 'ready') tellCautions(proposal);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Does the work of a proposal, or what goes on from a problem: then a failure leaves that problem as it was. */
  async #run(proposal: Proposal, begun?: ProposalProblem): Promise<ProposalResult> {
    const { label, snapshot } = proposal.spec;
    const work = begun?.more ?? proposal.spec.work;
    const preview = createPreview((text) => this.#files.put(proposal.uri, text, false));
    try {
      return await this.#requests.run({ label, subject: snapshot.name, uri: proposal.uri }, async (scope) => {
        proposal.cancel = scope.cancel;
        const outcome = await work(scope, preview.show);
        await proposal.opening;
        scope.signal.throwIfAborted();
        preview.stop();
        return this.#settle(proposal, outcome);
      });
    } catch (error) {
      preview.stop();
      // A diff that could not be opened ended the request: that is what went wrong then.
      const cause = await proposal.opening.then(
        () => error,
        (fault: unknown) => fault,
      );
      return begun === undefined ? this.#fail(proposal, cause) : this.#failToGoOn(proposal, begun, cause);
    } finally {
      this.#active();
    }
  }

  async #fail(proposal: Proposal, error: unknown): Promise<ProposalResult> {
    const cancelled = proposal.state.kind === 'closed' || isCancellation(error);
    await this.#close(proposal);
    if (!cancelled) proposal.spec.onFailure(error, () => void proposal.spec.again(proposal.target, 'use'));
    return cancelled ? 'cancelled' : 'failed';
  }

  #failToGoOn(proposal: Proposal, begun: ProposalProblem, error: unknown): ProposalResult {
    const cancelled = proposal.state.kind === 'closed' || isCancellation(error);
    if (proposal.state.kind !== 'closed') this.#makeFaulty(proposal, begun);
    if (!cancelled) proposal.spec.onFailure(error, () => void this.#goOn(proposal, begun));
    return cancelled ? 'cancelled' : 'failed';
  }

  async #goOn(proposal: Proposal, begun: ProposalProblem): Promise<void> {
    if (proposal.state.kind !== 'problem') return;
    proposal.state = { kind: 'streaming' };
    this.#active();
    await this.#run(proposal, begun);
  }

  #makeFaulty(proposal: Proposal, problem: ProposalProblem): void {
    proposal.state = { kind: 'problem', problem };
    this.#files.put(proposal.uri, proposal.spec.snapshot.text, false);
    this.#tell(proposal, problem);
  }

  async #settle(proposal: Proposal, outcome: ProposalOutcome): Promise<ProposalResult> {
    if (outcome.kind === 'ready') {
      if (!(await this.#makeReady(proposal, outcome))) return 'cancelled';
      if (outcome.note !== undefined) proposal.note = vscode.window.setStatusBarMessage(outcome.note, 10_000);
      tellWarning(outcome);
    } else if (outcome.kind === 'problem') {
      this.#makeFaulty(proposal, outcome);
    } else {
      await this.#close(proposal);
      tellNothing(outcome, proposal);
    }
    return outcome.kind;
  }

  #tell(proposal: Proposal, problem: ProposalProblem): void {
    void tellProblem(problem, proposal, {
      goOn: (begun) => this.#goOn(proposal, begun),
      showAnyway: (text) => this.#makeReady(proposal, { text }),
      showAnswer: (answer) => this.#showAnswer(proposal, answer),
      again: () => this.#again(proposal),
      close: () => this.#close(proposal),
    });
  }

  /** False when the proposal was closed meanwhile. */
  async #makeReady(proposal: Proposal, made: MadeText): Promise<boolean> {
    const { text } = made;
    await lookThrough(proposal, made, this.#syntax);
    if (proposal.state.kind === 'closed') return false;
    proposal.state = { kind: 'ready' };
    proposal.suggested = text;
    this.#files.put(proposal.uri, text, true);
    const followed = this.#files.followed(proposal.uri);
    this.#active();
    await followed;
    tellCautions(proposal);
    return true;
  }

  async #showAnswer(proposal: Proposal, answer: string): Promise<void> {
    const uri = proposal.uri.with({ path: `${proposal.uri.path}.answer.md` });
    this.#files.put(uri, answer, false);
    await vscode.window.showTextDocument(await openProposal(uri), { preview: true });
  }

  async #again(proposal: Proposal): Promise<ProposalResult> {
    await this.#close(proposal);
    return proposal.spec.again(proposal.target, 'refresh');
  }

  async #close(proposal: Proposal): Promise<void> {
    if (proposal.state.kind === 'closed') return;
    proposal.state = { kind: 'closed' };
    this.#open.delete(proposal.uri.toString());
    proposal.note?.dispose();
    proposal.cancel();
    // A diff that is still opening would come up after it was closed.
    await proposal.opening.catch(() => undefined);
    await closeTab(proposal.uri);
    this.#files.remove(proposal.uri);
    this.#active();
  }

  #active(): Proposal | undefined {
    return publishActiveProposal(this.#open);
  }

  #followTabs({ closed }: vscode.TabChangeEvent): void {
    this.#active();
    for (const { input } of closed) {
      const proposal =
        input instanceof vscode.TabInputTextDiff ? this.#open.get(input.modified.toString()) : undefined;
      if (proposal !== undefined) setTimeout(() => void this.#followClosedTab(proposal), replacementLimit);
    }
  }

  /** A tab that is gone was closed by the person, unless the file on its left was renamed: then the diff comes back. */
  async #followClosedTab(proposal: Proposal, isLate = false): Promise<void> {
    if (proposal.state.kind === 'closed' || tabOf(proposal.uri) !== undefined) return;
    if (proposal.shownTarget?.toString() !== proposal.target.toString()) return;
    if (isLate || !(await isMissing(proposal.target))) await this.#close(proposal);
    else setTimeout(() => void this.#followClosedTab(proposal, true), renameLimit);
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
