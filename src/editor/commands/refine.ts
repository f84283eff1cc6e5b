import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { proposedCode } from '../../edits/proposedCode.ts';
import { withoutReasoning } from '../../edits/reasoning.ts';
import type { CallOptions } from '../../provider/provider.ts';
import { fencedAnswer, refineRequest, type Refinement } from '../../tasks/refine.ts';
import { contextWindow } from '../contextWindow.ts';
import { wholeNumber } from '../localFormat.ts';
import { askingSpec } from '../proposals/askingSpec.ts';
import type { CodeQuestion } from '../proposals/exchange.ts';
import type { Proposal, ProposalResult, ProposalSpec } from '../proposals/proposal.ts';
import { ensureReady } from '../ready.ts';
import type { Services } from '../services.ts';
import { isSimulated } from '../simulated.ts';
import { tell } from '../tell.ts';
import { askInstruction, forgetInstruction, type Instruction, keepInstruction } from './askInstruction.ts';
import { readRequestOptions, type RequestOptions } from './requestOptions.ts';
import { tokensLine } from './requestWords.ts';
import { targetWords } from './targetWords.ts';

const argumentsSchema = z.object({ instruction: z.string().check(z.minLength(1)) });

/** What a follow-up is about: what was asked, and the answer as it stands. */
interface Asked {
  readonly proposal: Proposal;
  readonly question: CodeQuestion;
  readonly answer: string;
}

/** Refine: asks for a change to the proposal in front, in the same conversation; the answer streams into the same diff. */
export async function refine(services: Services, args: unknown): Promise<ProposalResult | undefined> {
  const proposals = await services.proposals();
  const asked = askedAbout(proposals.front(), (proposal) => proposals.textOf(proposal));
  if (asked === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is nothing to refine here. Regenerate asks again.'),
    );
    return undefined;
  }
  if (!(await ensureReady(services))) return undefined;
  const { proposal, question } = asked;
  const { model, temperature, maxTokens } = question.request;
  const before = readRequestOptions({ model, temperature, maxTokens });
  const given = argumentsSchema.safeParse(args);
  const instruction: Instruction | undefined = given.success
    ? { instruction: given.data.instruction, options: before }
    : await askInstruction(services, {
        title: vscode.l10n.t('Refine'),
        placeholder: vscode.l10n.t('For example: keep the old name'),
        place: targetWords(question.target),
        uri: proposal.uri,
        options: before,
        sent: async (options) => sentWords(services, await refinement(services, asked, '', options), options),
      });
  // While the person wrote, the proposal may have been decided.
  if (instruction === undefined || !isWaiting(proposal)) return undefined;
  return ask(services, asked, instruction, 'use');
}

function askedAbout(
  proposal: Proposal | undefined,
  textOf: (proposal: Proposal) => string,
): Asked | undefined {
  const { question, answer } = proposal?.exchange ?? {};
  if (proposal === undefined || !isWaiting(proposal) || question === undefined || answer === undefined)
    return undefined;
  const { snapshot } = proposal.spec;
  const text = textOf(proposal);
  const isAsAnswered = proposal.state.kind === 'problem' || text === proposal.suggested;
  // What was dropped or written by hand belongs to the conversation as if the model had said it.
  const code = isAsAnswered ? undefined : proposedCode(snapshot.text, text, question.target);
  const said = withoutReasoning(answer).text.trim();
  return {
    proposal,
    question,
    answer: code === undefined ? said : fencedAnswer(code, snapshot.languageId),
  };
}

function isWaiting({ state }: Proposal): boolean {
  return state.kind === 'ready' || state.kind === 'problem';
}

async function refinement(
  services: Services,
  { proposal, question, answer }: Asked,
  instruction: string,
  options: RequestOptions,
): Promise<Refinement> {
  const { languageId } = proposal.spec.snapshot;
  // The options of the last request are among `options`, unless the person has taken them back.
  const { task, system, context, prompt, history, format } = question.request;
  return refineRequest({
    request: { task, system, context, prompt, history, format, ...options },
    conversation: question.conversation ?? history,
    answer,
    instruction,
    target: question.target,
    languageId,
    window: await contextWindow(services, options.model),
    answerTokens: options.maxTokens ?? services.settings.current().config.maxTokens,
  });
}

/** What is sent, and what of the conversation is not. */
async function sentWords(
  services: Services,
  { request, droppedExchanges }: Refinement,
  options: RequestOptions,
): Promise<readonly string[]> {
  if (droppedExchanges === 0) return [tokensLine(request)];
  const window = wholeNumber(await contextWindow(services, options.model));
  const left =
    droppedExchanges === 1
      ? vscode.l10n.t('without the first exchange, for which {0} tokens have no room', window)
      : vscode.l10n.t(
          'without the first {0} exchanges, for which {1} tokens have no room',
          droppedExchanges,
          window,
        );
  return [tokensLine(request), left];
}

async function ask(
  services: Services,
  asked: Asked,
  { instruction, options }: Instruction,
  cache: CallOptions['cache'],
): Promise<ProposalResult> {
  const { proposal, question } = asked;
  const { uri, spec } = proposal;
  const { snapshot } = spec;
  keepInstruction(services, uri, instruction);
  const { request, conversation } = await refinement(services, asked, instruction, options);
  const named = [question.instruction ?? '', instruction].join('\n');
  const about = {
    ...spec,
    label: vscode.l10n.t('Refining'),
    instruction,
    simulated: isSimulated(options.model ?? services.settings.current().config.model),
    asked: { target: question.target, instruction: named },
  };
  const follow: ProposalSpec = {
    ...askingSpec(
      services,
      about,
      { target: question.target, request, instruction: named, conversation },
      cache,
    ),
    // The proposal is back as it was, so that it can be asked about once more.
    onFailure: (error) =>
      tell(error, services, {
        subject: snapshot.name,
        model: options.model,
        retry: () => void (isWaiting(proposal) && ask(services, asked, { instruction, options }, cache)),
      }),
  };
  const result = await (await services.proposals()).refine(proposal, follow);
  if (result === 'ready') forgetInstruction(uri);
  return result;
}
