import { isCutAtLimit } from './errors.ts';
import type { ProviderError, ProviderErrorKind } from './errors.ts';
import type { Task } from './provider.ts';
import type { Usage } from './usage.ts';

/** What is known of one attempt when it is over. It holds nothing that a person wrote but the model's name. */
export interface AttemptLine {
  readonly correlationId: string;
  /** Which try of its request this was, from 1. */
  readonly attempt: number;
  readonly task: Task;
  readonly model: string;
  readonly host: string;
  readonly outcome: 'ok' | ProviderErrorKind;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** Milliseconds the server asked us to wait before the next try. */
  readonly retryAfterMs: number | undefined;
  readonly milliseconds: number;
  /** From the start; undefined when it did not come to that. */
  readonly headersMs: number | undefined;
  readonly firstTokenMs: number | undefined;
  readonly usage: Usage;
}

/** How a request of this task that failed is counted: a health check asks for so little that being cut is no failure. */
export function outcomeOfFailure(task: Task, error: ProviderError): 'ok' | ProviderErrorKind {
  return task === 'health' && isCutAtLimit(error) ? 'ok' : error.kind;
}
