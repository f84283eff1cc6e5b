import * as z from 'zod/mini';
import { collect } from './collect.ts';
import { ProviderError } from './errors.ts';
import { modelName } from './modelName.ts';
import type { GenerationEvent, GenerationRequest, LLMProvider } from './provider.ts';

/** UTF-16 units of one text; more than any model reads. */
const maxTextLength = 16 * 1024 * 1024;
const maxParts = 10_000;

const text = z.string().check(z.maxLength(maxTextLength));
const name = z.string().check(z.maxLength(4096));

const schema = z.object({
  task: z.enum(['generate', 'analyze', 'document', 'explain', 'fix', 'health']),
  system: text,
  context: z
    .array(
      z.object({
        kind: z.enum(['unit', 'imports', 'enclosing', 'definition']),
        label: name,
        text,
        tokens: z.number().check(z.nonnegative()),
      }),
    )
    .check(z.maxLength(maxParts)),
  prompt: text,
  history: z.array(z.object({ role: z.enum(['user', 'assistant']), text })).check(z.maxLength(maxParts)),
  format: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text') }),
    z.object({
      kind: z.literal('jsonSchema'),
      name: z.string().check(z.regex(/^[\w-]{1,64}$/)),
      schema: z.record(z.string(), z.unknown()),
    }),
  ]),
  model: z.optional(modelName),
  maxTokens: z.optional(z.number().check(z.int(), z.gte(1), z.lte(1_000_000))),
  temperature: z.optional(z.number().check(z.gte(0), z.lte(2))),
  reasoning: z.optional(z.enum(['low', 'medium', 'high'])),
});

/**
 * Lets only requests through that can be sent: one that cannot fails with `badRequest` before anything is loaded or
 * sent. Halves of surrogate pairs in its texts, which no server can read, become replacement characters.
 */
export function withValidation(provider: LLMProvider): LLMProvider {
  const stream: LLMProvider['stream'] = (request, options) => ({
    [Symbol.asyncIterator]() {
      const problem = problemOf(request);
      if (problem !== undefined) return failing(problem);
      return provider.stream(wellFormed(request), options)[Symbol.asyncIterator]();
    },
  });
  return {
    name: provider.name,
    stream,
    generate: (request, options) => collect(stream(request, options)),
    healthCheck: (signal, watch) => provider.healthCheck(signal, watch),
  };
}

/** Names the place and never the value, which may be anything. */
function problemOf(request: GenerationRequest): ProviderError | undefined {
  const parsed = schema.safeParse(request);
  if (parsed.success) return undefined;
  const place = parsed.error.issues[0]?.path.join('.') ?? '';
  return new ProviderError({ kind: 'badRequest', detail: `the request's ${place} cannot be used` });
}

function failing(problem: ProviderError): AsyncIterator<GenerationEvent> {
  return { next: () => Promise.reject(problem) };
}

function wellFormed(request: GenerationRequest): GenerationRequest {
  const { system, prompt, context, history } = request;
  const texts = [
    system,
    prompt,
    ...context.flatMap((part) => [part.label, part.text]),
    ...history.map((turn) => turn.text),
  ];
  if (texts.every((each) => each.isWellFormed())) return request;
  return {
    ...request,
    system: system.toWellFormed(),
    prompt: prompt.toWellFormed(),
    context: context.map((part) => ({
      ...part,
      label: part.label.toWellFormed(),
      text: part.text.toWellFormed(),
    })),
    history: history.map((turn) => ({ ...turn, text: turn.text.toWellFormed() })),
  };
}
