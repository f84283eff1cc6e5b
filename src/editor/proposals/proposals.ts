import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { proposalScheme } from '../identifiers.ts';
import { isCancellation } from '../failures.ts';
import type { Requests } from '../requests.ts';
import { acceptProposal, reveal, type AcceptedPlace } from './acceptProposal.ts';
import { lookThrough, mayWrite, type MadeText } from './consent.ts';
import { revertEdits, showDiff, shown } from './diffTab.ts';
import { addressOf } from './proposalKeeper.ts';
import { createAnnouncer, readyWords } from './announcer.ts';
import { createPreview } from './preview.ts';
import { mayDropEdits } from './handEdits.ts';
import type { Proposal, ProposalOutcome, ProposalProblem, ProposalResult, ProposalSpec } from './proposal.ts';
import { OpenProposals, type ProposalRooms } from './openProposals.ts';
import type { ProposalRecord } from './proposalRecord.ts';
import { tellCautions, tellNothing, tellProblem, tellWarning } from './tellProblem.ts';

/** Milliseconds that words on a review stay. */
const wordsMs = 10_000;

/** The changes that wait for a decision, with the context keys their title bar depends on. */
export class Proposals implements vscode.Disposable {
  readonly #rooms: ProposalRooms;
  readonly #requests: Requests;
  readonly #open: OpenProposals;
  readonly #announcer = createAnnouncer();

  constructor(rooms: ProposalRooms, requests: Requests) {
    this.#rooms = rooms;
    this.#requests = requests;
    this.#open = new OpenProposals(rooms);
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
      askedAt: Date.now(),
      isShown: false,
      opening: Promise.resolve(),
      cancel: () => undefined,
      unasked: [],
      cautions: [],
    };
    this.#open.add(proposal, spec.snapshot.text);
    // The request does not wait for the diff, which takes VS Code longer than everything else before it.
    proposal.opening = showDiff(proposal);
    proposal.opening.then(
      () => this.#open.active(),
      () => proposal.cancel(),
    );
    return this.#run(proposal);
  }

  /** The proposal in front of the person. */
  front(): Proposal | undefined {
    return this.#open.active();
  }

  /** Tells the person how the review comes along, for a moment. */
  say(words: string): void {
    this.#announcer.say(words, wordsMs);
  }

  /** A proposal's text as it stands, with what was dropped from it or written into it by hand. */
  textOf(proposal: Proposal): string {
    return this.#open.textOf(proposal);
  }

  /** Writes the proposal in front into its file; does nothing unless it is ready. */
  async accept(): Promise<void> {
    const proposal = this.#open.active();
    if (proposal?.state.kind !== 'ready') return;
    proposal.state = { kind: 'accepting' };
    this.#open.active();
    let place: AcceptedPlace | undefined;
    try {
      place = await this.#write(proposal);
    } finally {
      if (place === undefined && proposal.state.kind === 'accepting') proposal.state = { kind: 'ready' };
      this.#open.active();
    }
    if (place === undefined) return;
    this.#announcer.silence();
    // The file first: closing what is behind it takes no focus, and nothing does so late, when the person has gone on.
    // Edits are taken back before that, because VS Code does so only in the editor that is in front.
    try {
      await revertEdits(proposal, this.#rooms.files);
      await reveal(place);
    } finally {
      await this.#open.close(proposal, 'accepted');
    }
  }

  async #write(proposal: Proposal): Promise<AcceptedPlace | undefined> {
    const proposed = this.#open.textOf(proposal);
    if (!(await mayWrite(proposal, proposed, this.#rooms.syntax))) return undefined;
    return acceptProposal(proposal, proposed, () => this.#again(proposal));
  }

  /** Closes the proposal in front; its request ends with it. */
  async discard(): Promise<void> {
    await this.#discard(this.#open.active());
  }

  async #discard(proposal: Proposal | undefined): Promise<void> {
    if (proposal === undefined || proposal.state.kind === 'accepting') return;
    this.#announcer.silence();
    await this.#open.close(proposal, 'discarded');
  }

  /** Asks again for the proposal in front, on its document as it is now; hand edits are given up only after a yes. */
  async regenerate(): Promise<void> {
    const proposal = this.#open.active();
    const kind = proposal?.state.kind;
    if (proposal === undefined || (kind !== 'ready' && kind !== 'problem')) return;
    const isEdited = kind === 'ready' && this.#open.textOf(proposal) !== proposal.suggested;
    if (!isEdited || (await mayDropEdits(proposal))) await this.#again(proposal);
  }

  /** Streams another answer into the same diff; when none comes of use, the proposal is put back as it was. */
  async refine(proposal: Proposal, spec: ProposalSpec): Promise<ProposalResult> {
    const before = { ...proposal };
    const text = this.#open.textOf(proposal);
    proposal.takeBack = async () => {
      Object.assign(proposal, before, { takeBack: before.takeBack, target: proposal.target, isShown: false });
      await this.#putWaiting(proposal, text);
    };
    proposal.spec = spec;
    proposal.state = { kind: 'streaming' };
    proposal.isShown = false;
    proposal.note?.dispose();
    this.#open.active();
    await revertEdits(proposal, this.#rooms.files);
    this.#rooms.files.put(proposal.uri, text, false);
    return this.#run(proposal);
  }

  /** Takes a proposal up again that was left waiting, as by a reload; false when there is none at this address. */
  revive(uri: vscode.Uri): Promise<boolean> {
    return this.#open.revive(uri);
  }

  /** Takes edits over that VS Code kept for a proposal over a reload. */
  adopt(uri: vscode.Uri, text: string): void {
    this.#open.adopt(uri, text);
  }

  /** Shows the diff of a proposal that waits or streams; false when it does neither. */
  show(id: string): Promise<boolean> {
    return this.#open.show(id);
  }

  /** Shows what a model said for a proposal that is decided. */
  showAnswerOf(record: ProposalRecord, answer: string): Promise<void> {
    return this.#open.showText(addressOf(record), answer);
  }

  /** Discards a proposal that waits or streams, wherever it is shown. */
  async discardById(id: string): Promise<void> {
    await this.#discard(this.#open.byId(id));
  }

  /** Says again what is wrong with the answer in front. */
  showProblem(): void {
    const proposal = this.#open.active();
    if (proposal?.state.kind === 'problem') this.#tell(proposal, proposal.state.problem);
    else if (proposal?.state.kind === 'ready') tellCautions(proposal);
  }

  dispose(): void {
    this.#open.dispose();
    this.#announcer.dispose();
  }

  /** Does the work of a proposal, or what goes on from a problem: then a failure leaves that problem as it was. */
  async #run(proposal: Proposal, begun?: ProposalProblem): Promise<ProposalResult> {
    const { label, snapshot } = proposal.spec;
    const work = begun?.more?.work ?? proposal.spec.work;
    this.#announcer.say(vscode.l10n.t('The proposal for {0} is coming.', snapshot.name));
    const preview = createPreview((text) => this.#rooms.files.put(proposal.uri, text, false));
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
      this.#announcer.silence();
      // A diff that could not be opened ended the request: that is what went wrong then.
      const cause = await proposal.opening.then(
        () => error,
        (fault: unknown) => fault,
      );
      return begun === undefined ? this.#fail(proposal, cause) : this.#failToGoOn(proposal, begun, cause);
    } finally {
      this.#open.active();
    }
  }

  async #fail(proposal: Proposal, error: unknown): Promise<ProposalResult> {
    const cancelled = proposal.state.kind === 'closed' || isCancellation(error);
    const { spec, target, takeBack } = proposal;
    const told = cancelled ? undefined : await spec.onFailure(error, () => void spec.again(target, 'use'));
    if (takeBack !== undefined && proposal.state.kind !== 'closed') await takeBack();
    else await this.#open.close(proposal, cancelled ? undefined : 'failed', told);
    return cancelled ? 'cancelled' : 'failed';
  }

  async #failToGoOn(proposal: Proposal, begun: ProposalProblem, error: unknown): Promise<ProposalResult> {
    const cancelled = proposal.state.kind === 'closed' || isCancellation(error);
    if (proposal.state.kind !== 'closed') await this.#makeFaulty(proposal, begun);
    if (!cancelled) await proposal.spec.onFailure(error, () => void this.#goOn(proposal, begun));
    return cancelled ? 'cancelled' : 'failed';
  }

  async #goOn(proposal: Proposal, begun: ProposalProblem): Promise<void> {
    if (proposal.state.kind !== 'problem') return;
    proposal.state = { kind: 'streaming' };
    this.#open.active();
    await this.#run(proposal, begun);
  }

  /** Takes back what had streamed in; what is wrong stands, and is told, once the editor shows that. */
  async #makeFaulty(proposal: Proposal, problem: ProposalProblem): Promise<void> {
    this.#rooms.files.put(proposal.uri, proposal.spec.snapshot.text, false);
    await this.#rooms.files.followed(proposal.uri);
    if (proposal.state.kind === 'closed') return;
    proposal.state = { kind: 'problem', problem };
    this.#open.keepWaiting(proposal);
    this.#tell(proposal, problem);
  }

  async #settle(proposal: Proposal, outcome: ProposalOutcome): Promise<ProposalResult> {
    const { takeBack } = proposal;
    proposal.exchange = outcome.exchange;
    if (outcome.kind === 'ready') {
      if (!(await this.#makeReady(proposal, outcome))) return 'cancelled';
      if (outcome.note !== undefined) proposal.note = vscode.window.setStatusBarMessage(outcome.note, 10_000);
      this.say(readyWords(proposal.spec.snapshot, outcome.text));
      tellWarning(outcome);
    } else if (outcome.kind === 'problem') {
      this.#announcer.silence();
      await this.#makeFaulty(proposal, outcome);
    } else {
      this.#announcer.silence();
      await (takeBack === undefined ? this.#open.close(proposal, 'failed', outcome.message) : takeBack());
      tellNothing(outcome, proposal);
    }
    return outcome.kind;
  }

  #tell(proposal: Proposal, problem: ProposalProblem): void {
    void tellProblem(problem, proposal, {
      goOn: (begun) => this.#goOn(proposal, begun),
      showAnyway: (text) => this.#makeReady(proposal, { text }),
      showAnswer: (answer) => this.#open.showText(proposal.uri, answer),
      again: () => this.#again(proposal),
      close: () => this.#open.close(proposal, 'discarded'),
      ...(proposal.takeBack && { takeBack: proposal.takeBack }),
    });
  }

  /** False when the proposal was closed meanwhile. */
  async #makeReady(proposal: Proposal, made: MadeText): Promise<boolean> {
    const { text } = made;
    await lookThrough(proposal, made, this.#rooms.syntax);
    if (proposal.state.kind === 'closed') return false;
    proposal.state = { kind: 'ready' };
    proposal.takeBack = undefined;
    proposal.suggested = text;
    proposal.choice = undefined;
    await this.#putWaiting(proposal, text);
    tellCautions(proposal);
    return true;
  }

  /** Gives a proposal that waits its text, to be edited once it is ready; resolves when the editor shows it. */
  async #putWaiting(proposal: Proposal, text: string): Promise<void> {
    this.#rooms.files.put(proposal.uri, text, proposal.state.kind === 'ready');
    const followed = this.#rooms.files.followed(proposal.uri);
    this.#open.active();
    this.#open.keepWaiting(proposal);
    await followed;
    await shown(proposal, text);
  }

  async #again(proposal: Proposal): Promise<ProposalResult> {
    await this.#open.close(proposal, 'discarded');
    return proposal.spec.again(proposal.target, 'refresh');
  }
}
