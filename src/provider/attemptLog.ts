import * as z from 'zod/mini';
import type { AttemptLine } from './attempt.ts';
import { plainLine } from './plainLine.ts';

const name = z.string().check(z.maxLength(128));
const milliseconds = z.number().check(z.nonnegative());
const count = z.number().check(z.int(), z.nonnegative());

/** One line of the log, for whoever reads it by program. Nothing else may stand in it, prompts and answers least of all. */
export const attemptLogSchema = z.strictObject({
  event: z.literal('attempt'),
  correlationId: name,
  installId: z.optional(z.uuid()),
  attempt: z.number().check(z.int(), z.positive()),
  task: name,
  model: name,
  host: name,
  outcome: name,
  status: z.optional(z.number()),
  requestId: z.optional(name),
  retryAfterMs: z.optional(milliseconds),
  milliseconds,
  headersMs: z.optional(milliseconds),
  firstTokenMs: z.optional(milliseconds),
  promptTokens: count,
  completionTokens: count,
});

/** An attempt as one line of JSON in the shape of `attemptLogSchema`; times in whole milliseconds. */
export function attemptLogLine(line: AttemptLine, installId: string | undefined): string {
  const entry: z.infer<typeof attemptLogSchema> = {
    event: 'attempt',
    correlationId: plainLine(line.correlationId),
    ...(installId !== undefined && { installId }),
    attempt: line.attempt,
    task: line.task,
    model: plainLine(line.model),
    host: plainLine(line.host),
    outcome: line.outcome,
    ...(line.status !== undefined && { status: line.status }),
    ...(line.requestId !== undefined && { requestId: plainLine(line.requestId) }),
    ...(line.retryAfterMs !== undefined && { retryAfterMs: line.retryAfterMs }),
    milliseconds: Math.round(line.milliseconds),
    ...(line.headersMs !== undefined && { headersMs: Math.round(line.headersMs) }),
    ...(line.firstTokenMs !== undefined && { firstTokenMs: Math.round(line.firstTokenMs) }),
    promptTokens: line.usage.promptTokens,
    completionTokens: line.usage.completionTokens,
  };
  return JSON.stringify(entry);
}
