import type { HealthReport, HealthStep } from './health.ts';
import type { Usage } from './usage.ts';

export type { Usage };

/** What a request is for; decides caching rules and the labels of usage and metrics. */
export type Task = 'generate' | 'analyze' | 'document' | 'explain' | 'fix' | 'health';

/** One piece of the workspace sent beside the prompt, with why it was chosen. */
export interface ContextPart {
  /** What the person reads in "What will be sent". */
  readonly kind: 'unit' | 'imports' | 'enclosing' | 'definition';
  /** A name to show: a symbol, or a workspace-relative path. */
  readonly label: string;
  readonly text: string;
  /** Estimated tokens of `text`. */
  readonly tokens: number;
}

/** An earlier exchange of the same conversation, oldest first. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** The shape asked of the answer. A server that cannot be held to a schema is told it in words only. */
export type ResponseFormat =
  | { readonly kind: 'text' }
  | {
      readonly kind: 'jsonSchema';
      readonly name: string;
      readonly schema: Readonly<Record<string, unknown>>;
    };

/** What is asked: plain data, so that it can be hashed as a cache key. */
export interface GenerationRequest {
  readonly task: Task;
  readonly system: string;
  readonly context: readonly ContextPart[];
  readonly prompt: string;
  readonly history: readonly Turn[];
  readonly format: ResponseFormat;
  /** Overrides the configured model for this request. */
  readonly model?: string;
  /** Upper bound of the answer, in tokens. */
  readonly maxTokens?: number;
  /** 0–2; absent means the configured one. */
  readonly temperature?: number;
  readonly reasoning?: 'low' | 'medium' | 'high';
}

/** How a request is served: never part of the cache key. */
export interface CallOptions {
  readonly signal: AbortSignal;
  readonly priority: 'interactive' | 'background';
  readonly cache: 'use' | 'refresh' | 'off';
  /** Ties log lines, headers and usage of one request together. */
  readonly correlationId: string;
  /** Which try of the request this is, from 1; set by retry, 1 unless told. */
  readonly attempt?: number;
}

/** How a complete answer ended. Everything else that can end a stream is a thrown `ProviderError`. */
export type Finish = 'stop' | 'toolCalls';

export interface GenerationDone {
  readonly type: 'done';
  readonly finish: Finish;
  /** The model the server says it used. */
  readonly model: string;
  readonly requestId?: string;
  readonly usage: Usage;
  /** True when the server gave no usage and the numbers are our own count. */
  readonly usageEstimated: boolean;
  readonly source: 'server' | 'cache' | 'shared';
  /** When a server gave the answer, in milliseconds since 1970; only for one from the cache. */
  readonly storedAt?: number;
}

/** A stream of these ends with exactly one `done`, or throws a `ProviderError`. */
export type GenerationEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'usage'; readonly usage: Usage }
  | GenerationDone;

/** A whole answer: the texts of a stream joined, and how it ended. */
export interface GenerationResponse {
  readonly text: string;
  readonly reasoning: string;
  readonly done: GenerationDone;
}

/** What the caller of a health check has a say in. */
export interface HealthWatch {
  /** Called for each step as it ends; again for one that a later step showed in another light. */
  readonly onStep?: (step: HealthStep) => void;
  /** Asked before the one step that may cost money; without it the step is taken. */
  readonly mayAskToken?: () => boolean | Promise<boolean>;
  /** What the token is asked through; the provider's own single attempt unless told. */
  readonly stream?: LLMProvider['stream'];
}

/** The seam: retry, breaker, limits, cache and metering all take this interface and return it. */
export interface LLMProvider {
  readonly name: string;
  stream(request: GenerationRequest, options: CallOptions): AsyncIterable<GenerationEvent>;
  generate(request: GenerationRequest, options: CallOptions): Promise<GenerationResponse>;
  /** Follows a request's way step by step; throws only `cancelled`. */
  healthCheck(signal: AbortSignal, watch?: HealthWatch): Promise<HealthReport>;
}
