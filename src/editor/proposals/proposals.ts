import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { proposalScheme } from '../identifiers.ts';
import type { Requests } from '../requests.ts';
import { acceptProposal, reveal, type AcceptedPlace } from './acceptProposal.ts';
import { mayWrite } from './consent.ts';
import { revertEdits, showDiff } from './diffTab.ts';
import { addressOf } from './proposalKeeper.ts';
import { briefMs, createAnnouncer } from './announcer.ts';
import { mayDropEdits } from './handEdits.ts';
import type { Proposal, ProposalResult, ProposalSpec } from './proposal.ts';
import { OpenProposals, type ProposalRooms } from './openProposals.ts';
import type { ProposalRecord } from './proposalRecord.ts';
import { ProposalWork } from './proposalWork.ts';
import { tellCautions } from './tellProblem.ts';

/** The changes that wait for a decision, with the context keys their title bar depends on. */
export class Proposals implements vscode.Disposable {
  readonly #rooms: ProposalRooms;
  readonly #open: OpenProposals;
  readonly #announcer = createAnnouncer();
  readonly #work: ProposalWork;

  constructor(rooms: ProposalRooms, requests: Requests) {
    this.#rooms = rooms;
    this.#open = new OpenProposals(rooms);
    this.#work = new ProposalWork({ rooms, requests, open: this.#open, announcer: this.#announcer });
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
    return this.#work.run(proposal);
  }

  /** The proposal in front of the person. */
  front(): Proposal | undefined {
    return this.#open.active();
  }

  /** Tells the person how the review comes along, for a moment. */
  say(words: string): void {
    this.#announcer.say(words, briefMs);
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
    return acceptProposal(proposal, proposed, () => this.#work.again(proposal));
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
    if (!isEdited || (await mayDropEdits(proposal))) await this.#work.again(proposal);
  }

  /** Streams another answer into the same diff; when none comes of use, the proposal is put back as it was. */
  refine(proposal: Proposal, spec: ProposalSpec): Promise<ProposalResult> {
    return this.#work.refine(proposal, spec);
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
    if (proposal?.state.kind === 'problem') this.#work.tell(proposal, proposal.state.problem);
    else if (proposal?.state.kind === 'ready') tellCautions(proposal);
  }

  dispose(): void {
    this.#open.dispose();
    this.#announcer.dispose();
  }
}
