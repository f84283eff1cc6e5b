import type { AttemptLine } from '../../../src/provider/attempt.ts';
import { usageOf } from '../../../src/provider/usage.ts';

/** A good attempt; `over` changes parts of it. */
export function attemptOf(over: Partial<AttemptLine> = {}): AttemptLine {
  return {
    correlationId: 'c-1',
    attempt: 1,
    task: 'generate',
    model: 'gpt-x',
    host: 'models.example',
    outcome: 'ok',
    status: 200,
    requestId: 'req-1',
    retryAfterMs: undefined,
    milliseconds: 1234.56,
    headersMs: 100.4,
    firstTokenMs: 200.5,
    usage: usageOf(100, 20),
    ...over,
  };
}
