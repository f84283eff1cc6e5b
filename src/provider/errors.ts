import type { Usage } from './usage.ts';

/** Every way a request can fail; the words for each are in `editor/failures`. */
export type ProviderErrorKind =
  | 'noKey'
  | 'auth'
  | 'quota'
  | 'rateLimit'
  | 'server'
  | 'badRequest'
  | 'contextTooLong'
  | 'modelUnavailable'
  | 'conflict'
  | 'timeout'
  | 'network'
  | 'tls'
  | 'protocol'
  | 'truncated'
  | 'refused'
  | 'circuitOpen'
  | 'cancelled'
  | 'unknown';

/**
 * Why an answer that began is not whole: the stream broke off, the limit of tokens was reached (with nothing but
 * reasoning before it), the server read only a part of the prompt, or it did not stop and was cut by us.
 */
export type Truncation = 'streamEnded' | 'tokenLimit' | 'reasoningOnly' | 'promptCut' | 'outputBound';

export interface ProviderErrorInit {
  readonly kind: ProviderErrorKind;
  /** A plain fact for the log and the details line; never a key, a header or file text. */
  readonly detail: string;
  readonly retryable?: boolean;
  /** Milliseconds the server asked us to wait. */
  readonly retryAfterMs?: number | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** Tokens spent before the failure. */
  readonly partialUsage?: Usage | undefined;
  /** Which of the four timers ended the attempt, for `timeout`. */
  readonly timer?: 'headers' | 'firstToken' | 'idle' | 'total' | undefined;
  /** For `truncated`. */
  readonly truncation?: Truncation | undefined;
  /** For `contextTooLong`: tokens sent and tokens the model takes, where the server says so. */
  readonly tokens?: { readonly sent: number; readonly limit: number } | undefined;
  readonly cause?: unknown;
}

/** A classified failure. Told apart by `kind`, never by `instanceof`, so that separately loaded bundles agree. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly partialUsage: Usage | undefined;
  readonly timer: ProviderErrorInit['timer'];
  readonly truncation: Truncation | undefined;
  readonly tokens: ProviderErrorInit['tokens'];

  constructor(init: ProviderErrorInit) {
    super(init.detail, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'ProviderError';
    this.kind = init.kind;
    this.retryable = init.retryable ?? false;
    this.retryAfterMs = init.retryAfterMs;
    this.status = init.status;
    this.requestId = init.requestId;
    this.partialUsage = init.partialUsage;
    this.timer = init.timer;
    this.truncation = init.truncation;
    this.tokens = init.tokens;
  }
}

/** True for a `ProviderError` of this or another bundle. */
export function isProviderError(error: unknown): error is ProviderError {
  return error instanceof Error && error.name === 'ProviderError' && 'kind' in error;
}

/** The same failure with what was spent before it; a failure that knows better keeps its own count. */
export function withPartialUsage(error: ProviderError, partialUsage: Usage): ProviderError {
  return error.partialUsage === undefined ? copied(error, { partialUsage }) : error;
}

/** The same failure in other words. */
export function withDetail(error: ProviderError, detail: string): ProviderError {
  return error.message === detail ? error : copied(error, { detail });
}

/** The same failure, of a kind of attempt that must not be repeated. */
export function withoutRetry(error: ProviderError): ProviderError {
  return copied(error, { retryable: false });
}

function copied(error: ProviderError, change: Partial<ProviderErrorInit>): ProviderError {
  const { kind, message: detail, retryable, retryAfterMs, status, requestId } = error;
  const { partialUsage, timer, truncation, tokens, cause } = error;
  const same = {
    kind,
    detail,
    retryable,
    retryAfterMs,
    status,
    requestId,
    partialUsage,
    timer,
    truncation,
    tokens,
    cause,
  };
  return new ProviderError({ ...same, ...change });
}

/** True for an answer that ended because it reached its limit of tokens, be it in its reasoning. */
export function isCutAtLimit(error: unknown): boolean {
  return (
    isProviderError(error) && (error.truncation === 'tokenLimit' || error.truncation === 'reasoningOnly')
  );
}

/** The failure of a request that the caller gave up. */
export function cancelled(): ProviderError {
  return new ProviderError({ kind: 'cancelled', detail: 'cancelled' });
}
