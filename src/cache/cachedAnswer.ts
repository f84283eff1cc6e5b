import * as z from 'zod/mini';
import type { GenerationDone, GenerationEvent } from '../provider/provider.ts';

const count = z.number().check(z.int(), z.nonnegative());

/** A whole answer as it is kept; nothing of the request but what the answer itself repeats. */
const schema = z.readonly(
  z.object({
    text: z.string(),
    reasoning: z.string(),
    /** The model the server said it used. */
    model: z.string(),
    usage: z.readonly(z.object({ promptTokens: count, completionTokens: count, totalTokens: count })),
    usageEstimated: z.boolean(),
    /** Milliseconds since 1970. */
    storedAt: count,
  }),
);

/** An answer that can be given again. */
export type CachedAnswer = z.infer<typeof schema>;

/** What a stream that reached its end leaves to be kept. */
export function toCachedAnswer(
  { text, reasoning }: { readonly text: string; readonly reasoning: string },
  { model, usage, usageEstimated }: GenerationDone,
  storedAt: number,
): CachedAnswer {
  return { text, reasoning, model, usage, usageEstimated, storedAt };
}

/** The stream a kept answer is given as: all of the reasoning, all of the text, the end. */
export function replay({ text, reasoning, ...rest }: CachedAnswer): readonly GenerationEvent[] {
  return [
    ...(reasoning === '' ? [] : [{ type: 'reasoning' as const, text: reasoning }]),
    ...(text === '' ? [] : [{ type: 'text' as const, text }]),
    { type: 'done', finish: 'stop', ...rest, source: 'cache' },
  ];
}

/** The answer in a text of the store; undefined when it is none. */
export function parseAnswer(json: string): CachedAnswer | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Bytes an answer takes in memory, near enough for a bound. */
export function answerBytes({ text, reasoning }: CachedAnswer): number {
  return 2 * (text.length + reasoning.length) + 512;
}

/** False once an answer is older than `lifetimeMs`, and for one from a future as far away: a clock may have been set back. */
export function isFresh(storedAt: number, now: number, lifetimeMs: number): boolean {
  return Math.abs(now - storedAt) <= lifetimeMs;
}
