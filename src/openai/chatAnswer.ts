import { ProviderError } from '../provider/errors.ts';
import type { ProviderErrorKind } from '../provider/errors.ts';
import { estimatePromptTokens } from '../provider/estimateUsage.ts';
import { estimateTokens } from '../provider/estimateTokens.ts';
import type { Finish, GenerationDone, GenerationEvent, GenerationRequest } from '../provider/provider.ts';
import { usageOf } from '../provider/usage.ts';
import type { Usage } from '../provider/usage.ts';
import type { ChatChoice, ChatChunk } from './chatChunk.ts';
import { classifyPayload } from './classify.ts';
import type { Scrub } from './classify.ts';

/** Text and reasoning of one answer, in UTF-16 units; a server that goes on is cut. */
export const maxOutputLength = 4 * 1024 * 1024;

/** What the reader of an answer must know. */
export interface AnswerContext {
  readonly request: GenerationRequest;
  readonly scrub: Scrub;
  readonly requestId: string | undefined;
}

/** An answer as it comes together: the one place that decides whether it is whole. */
export interface ChatAnswer {
  /** Takes the next piece; throws a `ProviderError` for an error in it, text after the end, or too much text. */
  accept(chunk: ChatChunk): readonly GenerationEvent[];
  /** True once every choice has said how it finished. */
  readonly isEnded: boolean;
  /** What was spent so far, estimated unless the server said it. */
  readonly usage: Usage;
  /** The last event of a whole answer; throws `truncated`, `refused` or `protocol` for any other. */
  finish(): GenerationDone;
}

/** Ends that mean a whole answer; `eos_token` is what Text Generation Inference says. */
const finishes: Readonly<Record<string, Finish>> = {
  stop: 'stop',
  eos_token: 'stop',
  tool_calls: 'toolCalls',
  function_call: 'toolCalls',
};

/** Ends that mean a failure: `error` is OpenRouter's, `abort` vLLM's. */
const failures: Readonly<Record<string, ProviderErrorKind>> = {
  length: 'truncated',
  max_tokens: 'truncated',
  abort: 'truncated',
  content_filter: 'refused',
  error: 'server',
};

/** Below this part of our own count of the prompt, the server has dropped some of it (Ollama does, silently). */
const leastPromptShare = 0.7;
/** Below this many tokens our count is too coarse to accuse a server. */
const leastJudgedPrompt = 400;

/** An empty answer to a request. */
export function createChatAnswer(context: AnswerContext): ChatAnswer {
  const state: State = {
    text: '',
    reasoning: '',
    refusal: '',
    model: '',
    finishes: new Map(),
    openChoices: 0,
    hasToolCall: false,
  };
  const estimate = (): Usage =>
    usageOf(
      (state.promptEstimate ??= estimatePromptTokens(context.request)),
      estimateTokens(state.text) + estimateTokens(state.reasoning),
    );
  const isEnded = (): boolean => state.finishes.size > 0 && state.openChoices === 0;
  return {
    accept(chunk) {
      if (chunk.error !== undefined && !isEnded()) throw classifyPayload(chunk.error, context.scrub);
      if (chunk.model !== '') state.model = chunk.model;
      const events = chunk.choices.flatMap((choice) => acceptChoice(state, choice));
      if (chunk.usage === undefined || isSame(chunk.usage, state.usage)) return events;
      state.usage = chunk.usage;
      return [...events, { type: 'usage', usage: chunk.usage }];
    },
    get isEnded() {
      return isEnded();
    },
    get usage() {
      return state.usage ?? estimate();
    },
    finish() {
      const usage = state.usage ?? estimate();
      const fail = (kind: ProviderErrorKind, detail: string): ProviderError =>
        new ProviderError({ kind, detail, partialUsage: usage, requestId: context.requestId });
      if (state.finishes.size === 0) throw fail('protocol', 'the reply holds no part of an answer');
      if (!isEnded()) throw fail('truncated', 'the stream ended before the answer did');
      const finish = finishOf(state, fail);
      if (state.usage !== undefined && isPromptCut(state.usage, estimate())) {
        throw fail('truncated', `the server read ${state.usage.promptTokens} tokens of the request`);
      }
      return {
        type: 'done',
        finish,
        model: context.scrub(state.model),
        ...(context.requestId !== undefined && { requestId: context.requestId }),
        usage,
        usageEstimated: state.usage === undefined,
        source: 'server',
      };
    },
  };
}

interface State {
  text: string;
  reasoning: string;
  refusal: string;
  model: string;
  hasToolCall: boolean;
  /** By index of the choice; undefined while it is open. */
  readonly finishes: Map<number, string | undefined>;
  /** How many of them are open. */
  openChoices: number;
  usage?: Usage;
  promptEstimate?: number;
}

function acceptChoice(state: State, choice: ChatChoice): readonly GenerationEvent[] {
  const finish = state.finishes.get(choice.index);
  const isSilent = choice.text === '' && choice.reasoning === '';
  if (finish !== undefined) {
    if (isSilent) return []; // Ollama and others repeat an empty choice beside the usage
    throw new ProviderError({ kind: 'protocol', detail: 'text came after the end of the answer' });
  }
  if (!state.finishes.has(choice.index)) state.openChoices += 1;
  if (choice.finish !== undefined) state.openChoices -= 1;
  state.finishes.set(choice.index, choice.finish);
  if (choice.index !== 0) return [];
  state.hasToolCall ||= choice.hasToolCall;
  state.refusal += choice.refusal;
  if (isSilent) return [];
  state.text += choice.text;
  state.reasoning += choice.reasoning;
  if (state.text.length + state.reasoning.length > maxOutputLength) {
    throw new ProviderError({
      kind: 'protocol',
      detail: `the answer is longer than ${maxOutputLength} characters`,
    });
  }
  const events: GenerationEvent[] = [];
  if (choice.reasoning !== '') events.push({ type: 'reasoning', text: choice.reasoning });
  if (choice.text !== '') events.push({ type: 'text', text: choice.text });
  return events;
}

function finishOf(state: State, fail: (kind: ProviderErrorKind, detail: string) => ProviderError): Finish {
  const said = state.finishes.get(0) ?? '';
  const finish = Object.hasOwn(finishes, said) ? finishes[said] : undefined;
  if (finish === undefined) {
    const kind = Object.hasOwn(failures, said) ? failures[said] : undefined;
    throw fail(kind ?? 'protocol', `finish_reason ${JSON.stringify(said.slice(0, 40))}`);
  }
  if (state.refusal !== '' && state.text === '') throw fail('refused', 'the model declined');
  if (state.text === '' && (state.hasToolCall || finish === 'toolCalls')) {
    throw fail('protocol', 'the model called a tool that was not offered');
  }
  return finish;
}

function isPromptCut(said: Usage, counted: Usage): boolean {
  return (
    said.promptTokens > 0 &&
    counted.promptTokens >= leastJudgedPrompt &&
    said.promptTokens < leastPromptShare * counted.promptTokens
  );
}

function isSame(usage: Usage, other: Usage | undefined): boolean {
  return usage.promptTokens === other?.promptTokens && usage.completionTokens === other.completionTokens;
}
