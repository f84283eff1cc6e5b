import { ProviderError } from '../provider/errors.ts';
import type { ProviderErrorKind, Truncation } from '../provider/errors.ts';
import { estimatePromptTokens } from '../provider/estimateUsage.ts';
import type { Finish, GenerationDone, GenerationEvent, GenerationRequest } from '../provider/provider.ts';
import { usageOf } from '../provider/usage.ts';
import type { Usage } from '../provider/usage.ts';
import type { Scrub } from './classify.ts';
import { createTokenTally } from './tokenTally.ts';

/** Text and reasoning of one answer, in UTF-16 units; a server that goes on is cut. */
const maxOutputLength = 4 * 1024 * 1024;

/** What an answer must know beside what the server says. */
export interface AnswerContext {
  readonly request: GenerationRequest;
  /** The upper bound that was sent, in tokens. */
  readonly tokenLimit: number;
  readonly scrub: Scrub;
  readonly requestId: string | undefined;
  /** Instead of `maxOutputLength`. */
  readonly outputBound?: number | undefined;
}

/** How the server says an answer ended. */
export type Ending =
  | { readonly finish: Finish }
  | { readonly kind: ProviderErrorKind; readonly detail: string; readonly truncation?: Truncation };

/** Below this part of our own count of the prompt, the server has dropped some of it (Ollama does, silently). */
const leastPromptShare = 0.7;
/** Below this many tokens our count is too coarse to accuse a server. */
const leastJudgedPrompt = 400;

const none: readonly GenerationEvent[] = [];

/** An answer as it comes together, on either wire: the one place that decides whether it is whole. */
export class Answer {
  readonly context: AnswerContext;
  readonly #text = createTokenTally();
  readonly #reasoning = createTokenTally();
  #events: GenerationEvent[] = [];
  /** Pieces of one event that is not made yet. */
  #pieces: string[] = [];
  #pieceType: 'text' | 'reasoning' = 'text';
  #hasBegun = false;
  #isRefused = false;
  #hasToolCall = false;
  #model = '';
  #usage: Usage | undefined;
  #promptTokens: number | undefined;
  #ending: Ending | undefined;

  constructor(context: AnswerContext) {
    this.context = context;
  }

  /** True once the server said how the answer ended. */
  get isEnded(): boolean {
    return this.#ending !== undefined;
  }

  /** Text and reasoning so far, in UTF-16 units. */
  get length(): number {
    return this.#text.length + this.#reasoning.length;
  }

  /** Text so far, in UTF-16 units. */
  get textLength(): number {
    return this.#text.length;
  }

  /** The piece of text that was added last, unless its event was taken. */
  get lastText(): string {
    return this.#pieces.at(-1) ?? '';
  }

  /** How long text and reasoning together may become, in UTF-16 units. */
  get outputBound(): number {
    return this.context.outputBound ?? maxOutputLength;
  }

  /** What was spent so far, estimated unless the server said it. */
  get usage(): Usage {
    return this.#usage ?? this.#estimate();
  }

  /** A part of an answer arrived, be it without any text. */
  begin(): void {
    this.#hasBegun = true;
  }

  /** Throws when the answer had ended, or becomes longer than it may. */
  addText(text: string): void {
    if (text === '') return;
    this.#text.add(text);
    this.#grow('text', text);
  }

  /** Throws when the answer had ended, or becomes longer than it may. */
  addReasoning(text: string): void {
    if (text === '') return;
    this.#reasoning.add(text);
    this.#grow('reasoning', text);
  }

  /** What the model says instead of an answer when it declines. */
  addRefusal(text: string): void {
    this.#isRefused ||= text !== '';
  }

  addToolCall(): void {
    this.#hasToolCall = true;
  }

  setModel(model: unknown): void {
    if (typeof model === 'string' && model !== '') this.#model = model;
  }

  setUsage(usage: Usage | undefined): void {
    if (usage === undefined || isSame(usage, this.#usage)) return;
    this.#usage = usage;
    this.#joinPieces();
    this.#events.push({ type: 'usage', usage });
  }

  /** The first ending counts. */
  end(ending: Ending): void {
    this.#hasBegun = true;
    this.#ending ??= ending;
  }

  /** The events since the last call, oldest first; pieces that follow one another are one event. */
  take(): readonly GenerationEvent[] {
    this.#joinPieces();
    if (this.#events.length === 0) return none;
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** The last event of a whole answer; throws `truncated`, `refused` or `protocol` for any other. */
  finish(): GenerationDone {
    const ending = this.#ending;
    if (!this.#hasBegun) throw this.#failure('protocol', 'the reply holds no part of an answer');
    if (ending === undefined) {
      throw this.#failure('truncated', 'the stream ended before the answer did', 'streamEnded');
    }
    if (!('finish' in ending)) throw this.#failure(ending.kind, ending.detail, this.#truncation(ending));
    if (this.#isRefused) throw this.#failure('refused', 'the model declined');
    if (!this.#hasText && (this.#hasToolCall || ending.finish === 'toolCalls')) {
      throw this.#failure('protocol', 'the model called a tool that was not offered');
    }
    if (this.#usage !== undefined && isPromptCut(this.#usage, this.#countPrompt())) {
      const detail = `the server read ${this.#usage.promptTokens} tokens of the request`;
      throw this.#failure('truncated', detail, 'promptCut');
    }
    const { requestId, scrub } = this.context;
    return {
      type: 'done',
      finish: ending.finish,
      model: scrub(this.#model),
      ...(requestId !== undefined && { requestId }),
      usage: this.usage,
      usageEstimated: this.#usage === undefined,
      source: 'server',
    };
  }

  #grow(type: 'text' | 'reasoning', piece: string): void {
    if (this.#ending !== undefined) {
      throw this.#failure('protocol', 'text came after the end of the answer');
    }
    const bound = this.outputBound;
    if (this.length > bound) throw endless(`the answer is longer than ${bound} characters`);
    this.#hasBegun = true;
    if (type !== this.#pieceType) this.#joinPieces();
    this.#pieceType = type;
    this.#pieces.push(piece);
  }

  #joinPieces(): void {
    if (this.#pieces.length === 0) return;
    this.#events.push({ type: this.#pieceType, text: this.#pieces.join('') });
    this.#pieces = [];
  }

  get #hasText(): boolean {
    return this.#text.length > 0;
  }

  #truncation(ending: Exclude<Ending, { readonly finish: Finish }>): Truncation | undefined {
    return ending.truncation === 'tokenLimit' && !this.#hasText ? 'reasoningOnly' : ending.truncation;
  }

  #countPrompt(): number {
    this.#promptTokens ??= estimatePromptTokens(this.context.request);
    return this.#promptTokens;
  }

  #estimate(): Usage {
    return usageOf(this.#countPrompt(), this.#text.tokens() + this.#reasoning.tokens());
  }

  #failure(kind: ProviderErrorKind, detail: string, truncation?: Truncation): ProviderError {
    const { requestId } = this.context;
    const retryable = kind === 'server';
    return new ProviderError({ kind, detail, truncation, retryable, partialUsage: this.usage, requestId });
  }
}

/** The failure of a server that does not stop. */
export function endless(detail: string): ProviderError {
  return new ProviderError({ kind: 'truncated', truncation: 'outputBound', detail });
}

function isPromptCut({ promptTokens: said }: Usage, counted: number): boolean {
  return said > 0 && counted >= leastJudgedPrompt && said < leastPromptShare * counted;
}

function isSame(usage: Usage, other: Usage | undefined): boolean {
  return usage.promptTokens === other?.promptTokens && usage.completionTokens === other.completionTokens;
}
