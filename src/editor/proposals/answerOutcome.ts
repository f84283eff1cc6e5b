import * as vscode from 'vscode';
import { filePatches } from '../../edits/patchText.ts';
import type { AnswerOutcome, Consent } from '../../edits/readAnswer.ts';
import type { ProviderError } from '../../provider/errors.ts';
import { fromCacheWords } from '../cacheWords.ts';
import type { FailureButton } from '../failureButton.ts';
import { commandIds } from '../identifiers.ts';
import { messageText } from '../messageText.ts';
import { describeFailure, type FailureContext } from '../failures.ts';
import type { ProposalOutcome } from './proposal.ts';

/** What a judged answer means to the person: each fault with its sentence. */
export function outcomeOf(outcome: AnswerOutcome, name: string): ProposalOutcome {
  switch (outcome.kind) {
    case 'proposal':
      return { kind: 'ready', text: outcome.text, isAsAsked: true };
    case 'needsConsent':
      return { kind: 'ready', text: outcome.text, ...leftOut(outcome, name) };
    case 'unplaced':
      return {
        kind: 'problem',
        message: unplacedWords(outcome.answer, name),
        answer: outcome.answer,
      };
    case 'unchanged':
      return {
        kind: 'nothing',
        message: vscode.l10n.t('The answer changes nothing in {0}. Ask more exactly.', name),
      };
    case 'empty':
      return { kind: 'problem', message: vscode.l10n.t('The model gave an empty answer for {0}.', name) };
    case 'noCode':
      return {
        kind: 'problem',
        message: vscode.l10n.t('The model answered without code for {0}.', name),
        answer: outcome.answer,
      };
    case 'truncated':
      return problem(
        vscode.l10n.t('The answer for {0} stopped before its code was complete.', name),
        outcome,
      );
    case 'elided':
      return problem(
        vscode.l10n.t(
          'The answer for {0} leaves out part of the code and only says that it stays. Accepting it would delete that part.',
          name,
        ),
        outcome,
      );
    case 'broken':
      return problem(
        vscode.l10n.t('With this answer {0} would not parse, or would lose or repeat other code.', name),
        outcome,
      );
    case 'wrongLanguage':
      return problem(vscode.l10n.t('The answer is in another language than {0}.', name), outcome);
    default:
      return outcome satisfies never;
  }
}

/** Why an answer in changes has none for the file. */
function unplacedWords(answer: string, name: string): string {
  return filePatches(answer)?.every(({ fate }) => fate?.kind === 'deleted') === true
    ? vscode.l10n.t('The answer deletes a file instead of changing {0}. Nothing was changed.', name)
    : vscode.l10n.t(
        'The answer changes lines that {0} does not have, or has more than once. Nothing was changed.',
        name,
      );
}

/** What an answer would change beside its target, which is left out. What it takes away inside is asked about on Accept. */
function leftOut(
  { otherFiles, changesElsewhere, answer }: Consent & { readonly answer: string },
  name: string,
): Pick<Extract<ProposalOutcome, { kind: 'ready' }>, 'warning' | 'buttons'> {
  const sentences = [
    ...(otherFiles.length > 0
      ? [
          vscode.l10n.t(
            'The answer also changes other files, which stay as they are: {0}.',
            otherFiles.map(messageText).join(', '),
          ),
        ]
      : []),
    ...elsewhereWords(changesElsewhere, name),
  ];
  if (sentences.length === 0) return {};
  return { warning: sentences.join(' '), buttons: [toTheRest(answer)] };
}

/** The way to what is left out: changes can be made elsewhere, code only be copied. */
function toTheRest(answer: string): FailureButton {
  if (filePatches(answer) === undefined)
    return {
      label: vscode.l10n.t('Copy Answer'),
      async run() {
        await vscode.env.clipboard.writeText(answer);
        vscode.window.setStatusBarMessage(vscode.l10n.t('The answer is copied.'), 10_000);
      },
    };
  return {
    label: vscode.l10n.t('Show All Changes'),
    run: async () => {
      await vscode.commands.executeCommand(commandIds.applyPatch, { text: answer });
    },
  };
}

function elsewhereWords(count: number, name: string): readonly string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? vscode.l10n.t('What the answer changes in another part of {0} is left out.', name)
      : vscode.l10n.t('What the answer changes in {0} other parts of {1} is left out.', count, name),
  ];
}

function problem(
  message: string,
  { text, answer }: { readonly text: string; readonly answer: string },
): ProposalOutcome {
  return { kind: 'problem', message, text, answer };
}

/** The same outcome, saying that it is from the cache if it is. `storedAt` is in milliseconds since 1970. */
export function fromCache(outcome: ProposalOutcome, storedAt: number | undefined): ProposalOutcome {
  if (storedAt === undefined) return outcome;
  if (outcome.kind === 'problem')
    return { ...outcome, message: `${outcome.message} (${fromCacheWords(storedAt)})` };
  if (outcome.kind === 'nothing') return { ...outcome, isFromCache: true };
  const said = vscode.l10n.t('{0} (Regenerate asks again)', fromCacheWords(storedAt));
  return { ...outcome, note: outcome.note === undefined ? said : `${outcome.note} · ${said}` };
}

/** An answer that broke off: never taken for a complete one, even when what came would do. */
export function brokenOffOutcome(
  outcome: AnswerOutcome,
  error: ProviderError,
  context: FailureContext,
): ProposalOutcome {
  const isKept = 'answer' in outcome;
  const described = describeFailure(error, { ...context, isKept });
  const message = described?.message ?? vscode.l10n.t('The answer stopped early.');
  return {
    kind: 'problem',
    message,
    // A limit can be raised; what broke a connection has no step of its own beside asking again.
    ...(error.truncation !== undefined && { truncation: error.truncation }),
    ...(isKept && 'text' in outcome ? { text: outcome.text } : {}),
    ...(isKept ? { answer: outcome.answer } : {}),
  };
}
