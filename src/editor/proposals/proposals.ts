import * as vscode from 'vscode';
import { proposalScheme } from '../identifiers.ts';
import type { Requests } from '../requests.ts';
import { acceptProposal } from './acceptProposal.ts';
import { closeTab, proposedText, publishActiveProposal, showDiff, shown, tabOf } from './diffTab.ts';
import { createPreview } from './preview.ts';
import type { Proposal, ProposalOutcome, ProposalResult, ProposalSpec } from './proposal.ts';
import { openProposal, type ProposalFiles } from './proposalFiles.ts';
import { tellProblem } from './tellProblem.ts';

/** Milliseconds VS Code may take to put a tab back whose file was renamed, before its end counts as the person's. */
const replacementLimit = 200;

/** The changes that wait for a decision, with the context keys their title bar depends on. */
export class Proposals implements vscode.Disposable {
  readonly #files: ProposalFiles;
  readonly #requests: Requests;
  readonly #open = new Map<string, Proposal>();
  readonly #subscriptions: vscode.Disposable;
  #count = 0;

  constructor(files: ProposalFiles, requests: Requests) {
    this.#files = files;
    this.#requests = requests;
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.tabGroups.onDidChangeTabs((event) => this.#followTabs(event)),
      vscode.window.onDidChangeActiveTextEditor(() => void this.#active()),
      vscode.workspace.onDidRenameFiles((event) => this.#followRenames(event)),
    );
  }

  /** Opens the diff, streams into it and resolves when the answer is judged; never rejects. */
  async open(spec: ProposalSpec): Promise<ProposalResult> {
    this.#count += 1;
    const uri = vscode.Uri.from({ scheme: proposalScheme, path: `/${this.#count}/${spec.snapshot.name}` });
    const proposal: Proposal = {
      uri,
      spec,
      target: spec.snapshot.uri,
      state: { kind: 'streaming' },
      cancel: () => undefined,
    };
    this.#files.put(uri, spec.snapshot.text, false);
    this.#open.set(uri.path, proposal);
    await showDiff(proposal);
    this.#active();
    return this.#run(proposal);
  }

  /** Writes the proposal in front into its file; does nothing unless it is ready. */
  async accept(): Promise<void> {
    const proposal = this.#active();
    if (proposal?.state.kind !== 'ready') return;
    const proposed = proposedText(proposal.uri, this.#files);
    if (await acceptProposal(proposal, proposed, () => this.#again(proposal))) await this.#close(proposal);
  }

  /** Closes the proposal in front; its request ends with it. */
  async discard(): Promise<void> {
    const proposal = this.#active();
    if (proposal !== undefined) await this.#close(proposal);
  }

  /** Asks again for the proposal in front, on its document as it is now. */
  async regenerate(): Promise<void> {
    const proposal = this.#active();
    if (proposal !== undefined && proposal.state.kind !== 'streaming') await this.#again(proposal);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #run(proposal: Proposal): Promise<ProposalResult> {
    const { label, snapshot, work, onFailure } = proposal.spec;
    let isCancelled = (): boolean => proposal.state.kind === 'closed';
    const preview = createPreview((text) => this.#files.put(proposal.uri, text, false));
    try {
      return await this.#requests.run({ label, subject: snapshot.name, uri: proposal.uri }, async (scope) => {
        proposal.cancel = scope.cancel;
        isCancelled = () => scope.signal.aborted;
        const outcome = await work(scope, preview.show);
        preview.stop();
        return this.#settle(proposal, outcome);
      });
    } catch (error) {
      preview.stop();
      const cancelled = isCancelled();
      await this.#close(proposal);
      if (!cancelled) onFailure(error);
      return cancelled ? 'cancelled' : 'failed';
    } finally {
      this.#active();
    }
  }

  async #settle(proposal: Proposal, outcome: ProposalOutcome): Promise<ProposalResult> {
    if (proposal.state.kind === 'closed') return 'cancelled';
    if (outcome.kind === 'ready') {
      await this.#makeReady(proposal, outcome.text);
      if (outcome.note !== undefined) vscode.window.setStatusBarMessage(outcome.note, 10_000);
      if (outcome.warning !== undefined) void vscode.window.showWarningMessage(outcome.warning);
    } else if (outcome.kind === 'problem') {
      proposal.state = { kind: 'problem' };
      this.#files.put(proposal.uri, proposal.spec.snapshot.text, false);
      void tellProblem(outcome, proposal, {
        showAnyway: (text) => this.#makeReady(proposal, text),
        showAnswer: (answer) => this.#showAnswer(proposal, answer),
        again: () => this.#again(proposal),
        close: () => this.#close(proposal),
      });
    } else {
      void vscode.window.showInformationMessage(outcome.message);
      await this.#close(proposal);
    }
    return outcome.kind;
  }

  async #makeReady(proposal: Proposal, text: string): Promise<void> {
    proposal.state = { kind: 'ready' };
    this.#files.put(proposal.uri, text, true);
    this.#active();
    await shown(proposal.uri, text);
  }

  async #showAnswer(proposal: Proposal, answer: string): Promise<void> {
    const uri = proposal.uri.with({ path: `${proposal.uri.path}.answer.md` });
    this.#files.put(uri, answer, false);
    await vscode.window.showTextDocument(await openProposal(uri), { preview: true });
  }

  async #again(proposal: Proposal): Promise<ProposalResult> {
    await this.#close(proposal);
    return proposal.spec.again(proposal.target);
  }

  async #close(proposal: Proposal): Promise<void> {
    if (proposal.state.kind === 'closed') return;
    proposal.state = { kind: 'closed' };
    this.#open.delete(proposal.uri.path);
    proposal.cancel();
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
        input instanceof vscode.TabInputTextDiff ? this.#open.get(input.modified.path) : undefined;
      if (proposal !== undefined) setTimeout(() => void this.#followClosedTab(proposal), replacementLimit);
    }
  }

  /** A tab that is gone was closed by the person, unless the file on its left was renamed: then the diff comes back. */
  async #followClosedTab(proposal: Proposal): Promise<void> {
    if (proposal.state.kind === 'closed' || tabOf(proposal.uri) !== undefined) return;
    if (proposal.shownTarget?.toString() === proposal.target.toString()) await this.#close(proposal);
    else await showDiff(proposal);
  }

  #followRenames({ files }: vscode.FileRenameEvent): void {
    for (const { oldUri, newUri } of files)
      for (const proposal of this.#open.values())
        if (proposal.target.toString() === oldUri.toString()) proposal.target = newUri;
  }
}
