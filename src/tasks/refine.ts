import type { EditTarget } from '../edits/target.ts';
import { estimateTokens } from '../provider/estimateTokens.ts';
import type { GenerationRequest, Turn } from '../provider/provider.ts';
import { answerForm } from './generate.ts';
import { languageGuide } from './languageGuide.ts';
import { whatGoesWhere } from './whatGoesWhere.ts';

/** An answer and what should be different about it. */
export interface RefineInput {
  /** What the answer was given to. */
  readonly request: GenerationRequest;
  /** All that was said before it, whether it had room in the request or not. */
  readonly conversation: readonly Turn[];
  readonly answer: string;
  readonly instruction: string;
  readonly target: EditTarget;
  /** One of VS Code's. */
  readonly languageId: string;
  /** Tokens of question and answer together that the model takes. */
  readonly window: number;
  /** Tokens of the longest answer asked for. */
  readonly answerTokens: number;
}

/** A follow-up, and how many of the earlier exchanges had no room in it. */
export interface Refinement {
  readonly request: GenerationRequest;
  /** All that was said before it. */
  readonly conversation: readonly Turn[];
  readonly droppedExchanges: number;
}

/** Asks for another answer in the same conversation; the oldest exchanges give way first, the last one never. */
export function refineRequest(input: RefineInput): Refinement {
  const { request, answer, instruction, target } = input;
  const { fence } = languageGuide(input.languageId);
  const asked = { ...request, prompt: `${instruction.trim()}\n\n${answerForm(target, fence)}` };
  const conversation: readonly Turn[] = [
    ...input.conversation,
    { role: 'user', text: request.prompt },
    { role: 'assistant', text: answer },
  ];
  const exchanges = inPairs(conversation);
  const room = roomForHistory(asked, input);
  const kept = lastThatFit(exchanges, room);
  return {
    request: { ...asked, history: kept.flat() },
    conversation,
    droppedExchanges: exchanges.length - kept.length,
  };
}

/** The code of an answer as it now stands, in the form an answer has. */
export function fencedAnswer(code: string, languageId: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/gu)].map(([run]) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${languageGuide(languageId).fence}\n${code}\n${marks}`;
}

function inPairs(turns: readonly Turn[]): readonly (readonly Turn[])[] {
  return turns.flatMap((_, index) => (index % 2 === 0 ? [turns.slice(index, index + 2)] : []));
}

/** An answer may take half of the window at most, so that a small model is left something to read. */
function roomForHistory(request: GenerationRequest, { window, answerTokens }: RefineInput): number {
  const others = whatGoesWhere({ ...request, history: [] }).reduce((sum, { tokens }) => sum + tokens, 0);
  return window - Math.min(answerTokens, Math.floor(window / 2)) - others;
}

function lastThatFit(exchanges: readonly (readonly Turn[])[], room: number): readonly (readonly Turn[])[] {
  let left = room;
  const first = exchanges.findLastIndex((exchange, index) => {
    left -= exchange.reduce((sum, { text }) => sum + estimateTokens(text), 0);
    return left < 0 && index < exchanges.length - 1;
  });
  return exchanges.slice(first + 1);
}
