import * as vscode from 'vscode';
import { truncationButtons } from '../truncationSentences.ts';
import { warn } from '../warn.ts';
import { showAgain } from './diffTab.ts';
import type { Proposal, ProposalOutcome, ProposalProblem } from './proposal.ts';

/** What the buttons of the message do. */
interface Actions {
  readonly goOn: (problem: ProposalProblem) => Promise<unknown>;
  readonly showAnyway: (text: string) => Promise<unknown>;
  readonly showAnswer: (answer: string) => Promise<void>;
  readonly again: () => Promise<unknown>;
  readonly close: () => Promise<void>;
  /** Only for a follow-up. */
  readonly takeBack?: () => Promise<void>;
}

/** Says what is wrong with an answer and offers every way on; closing the message leaves the diff as it is. */
export async function tellProblem(
  problem: ProposalProblem,
  proposal: Proposal,
  actions: Actions,
): Promise<void> {
  const { message, text, answer, more, truncation } = problem;
  const steps = truncation === undefined ? [] : truncationButtons[truncation]();
  const ways = [
    ...(more === undefined ? [] : [{ title: vscode.l10n.t('Continue'), run: () => actions.goOn(problem) }]),
    ...(text === undefined
      ? []
      : [{ title: vscode.l10n.t('Show Anyway'), run: () => actions.showAnyway(text) }]),
    ...(text !== undefined || answer === undefined
      ? []
      : [{ title: vscode.l10n.t('Show Answer'), run: () => actions.showAnswer(answer) }]),
    ...steps.map(({ label, run }) => ({ title: label, run })),
    // Beside another way on it is in the title bar alone: five buttons would be cut to their first letters.
    ...(more === undefined && actions.takeBack === undefined
      ? [{ title: vscode.l10n.t('Regenerate'), run: actions.again }]
      : []),
    ...(actions.takeBack === undefined
      ? []
      : [{ title: vscode.l10n.t('Earlier Proposal'), run: actions.takeBack }]),
    { title: vscode.l10n.t('Discard'), run: actions.close },
  ];
  const chosen = await vscode.window.showWarningMessage(message, ...ways);
  // The message may be answered long after the proposal was decided otherwise.
  if (proposal.state.kind === 'problem') await chosen?.run();
}

/** Says why there is nothing to decide; an answer from the cache can be asked for anew. */
export function tellNothing(
  { message, isFromCache }: Extract<ProposalOutcome, { kind: 'nothing' }>,
  { spec, target }: Proposal,
): void {
  if (isFromCache !== true) {
    void vscode.window.showInformationMessage(message);
    return;
  }
  const again = vscode.l10n.t('Ask Again');
  void vscode.window.showInformationMessage(message, again).then((chosen) => {
    if (chosen === again) void spec.again(target, 'refresh');
  });
}

/** Says what the person must know before Accept; its button is what keeps VS Code from cutting the sentence. */
export function tellCautions(proposal: Proposal): void {
  if (proposal.cautions.length === 0) return;
  const show = vscode.l10n.t('Show Proposal');
  void vscode.window.showWarningMessage(proposal.cautions.join(' '), show).then(async (chosen) => {
    if (chosen === show && proposal.state.kind !== 'closed') await showAgain(proposal);
  });
}

/** Says what is missing in a proposal that is ready, with the ways to it. */
export function tellWarning({ warning, buttons = [] }: Extract<ProposalOutcome, { kind: 'ready' }>): void {
  if (warning !== undefined) warn(warning, buttons);
}
