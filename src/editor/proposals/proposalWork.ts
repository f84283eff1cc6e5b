import * as vscode from 'vscode';
import { isCancellation } from '../failures.ts';
import type { Requests } from '../requests.ts';
import { briefMs, readyWords, type Announcer } from './announcer.ts';
import { lookThrough, type MadeText } from './consent.ts';
import { revertEdits, shown } from './diffTab.ts';
import type { OpenProposals, ProposalRooms } from './openProposals.ts';
import { createPreview } from './preview.ts';
import type { Proposal, ProposalOutcome, ProposalProblem, ProposalResult, ProposalSpec } from './proposal.ts';
import { tellCautions, tellNothing, tellProblem, tellWarning } from './tellProblem.ts';

/** What the work on proposals is done with. */
export interface WorkParts {
  readonly rooms: ProposalRooms;
  readonly requests: Requests;
  readonly open: OpenProposals;
  readonly announcer: Announcer;
}

/** The answer of each proposal: streamed into its diff, judged, and what a person makes of one that is faulty. */
export class ProposalWork {
  readonly #rooms: ProposalRooms;
  readonly #requests: Requests;
  readonly #open: OpenProposals;
  readonly #announcer: Announcer;

  constructor(parts: WorkParts) {
    this.#rooms = parts.rooms;
    this.#requests = parts.requests;
    this.#open = parts.open;
    this.#announcer = parts.announcer;
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
    return this.run(proposal);
  }

  /** Does the work of a proposal, or what goes on from a problem: then a failure leaves that problem as it was. */
  async run(proposal: Proposal, begun?: ProposalProblem): Promise<ProposalResult> {
    const { label, snapshot } = proposal.spec;
    const work = begun?.more?.work ?? proposal.spec.work;
    this.#announcer.say(vscode.l10n.t('The proposal for {0} is coming.', snapshot.name));
    const preview = createPreview(this.#rooms.files.previewOf(proposal.uri));
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
    await this.run(proposal, begun);
  }

  /** Takes back what had streamed in; what is wrong stands, and is told, once the editor shows that. */
  async #makeFaulty(proposal: Proposal, problem: ProposalProblem): Promise<void> {
    this.#rooms.files.put(proposal.uri, proposal.spec.snapshot.text, false);
    await this.#rooms.files.followed(proposal.uri);
    if (proposal.state.kind === 'closed') return;
    proposal.state = { kind: 'problem', problem };
    this.#open.keepWaiting(proposal);
    this.tell(proposal, problem);
  }

  async #settle(proposal: Proposal, outcome: ProposalOutcome): Promise<ProposalResult> {
    const { takeBack } = proposal;
    proposal.exchange = outcome.exchange;
    if (outcome.kind === 'ready') {
      if (!(await this.#makeReady(proposal, outcome))) return 'cancelled';
      if (outcome.note !== undefined) proposal.note = vscode.window.setStatusBarMessage(outcome.note, 10_000);
      this.#announcer.say(readyWords(proposal.spec.snapshot, outcome.text), briefMs);
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

  /** Says what is wrong with an answer, with what can be done about it. */
  tell(proposal: Proposal, problem: ProposalProblem): void {
    void tellProblem(problem, proposal, {
      goOn: (begun) => this.#goOn(proposal, begun),
      showAnyway: (text) => this.#makeReady(proposal, { text }),
      showAnswer: (answer) => this.#open.showText(proposal.uri, answer),
      again: () => this.again(proposal),
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

  /** Asks again, for its document as it is now; the proposal is given up only for one that is no worse. */
  async again(proposal: Proposal): Promise<ProposalResult> {
    const isFaulty = proposal.state.kind === 'problem';
    const result = await proposal.spec.again(proposal.target, 'refresh');
    // A faulty one is kept for its sake only where nothing else came by no wish of the person.
    const isReplaced = result === 'ready' || (isFaulty && result !== 'failed');
    if (isReplaced && proposal.state.kind !== 'accepting') await this.#open.close(proposal, 'discarded');
    return result;
  }
}
