import * as z from 'zod/mini';

/** What a person may say about an endpoint, where OpenCrates found out nothing or something wrong. */
const override = z.strictObject({
  wire: z.optional(z.enum(['chat', 'responses'])),
  streamOptions: z.optional(z.boolean()),
  jsonSchema: z.optional(z.boolean()),
  reasoning: z.optional(z.boolean()),
  tokenLimitField: z.optional(z.enum(['max_tokens', 'max_completion_tokens'])),
  temperature: z.optional(z.boolean()),
  streaming: z.optional(z.boolean()),
  /** Tokens. */
  contextWindow: z.optional(z.number().check(z.int(), z.gte(1), z.lte(100_000_000))),
});

/** By host, or by host and model with a space between them: `api.example.com`, `api.example.com small-coder`. */
export const capabilityOverrides = z.record(z.string().check(z.minLength(1), z.maxLength(600)), override);

/** What is said of one endpoint, or of one model there. */
export type CapabilityOverride = z.infer<typeof override>;

/** All that is said, by the names of `capabilityOverrides`. */
export type CapabilityOverrides = Readonly<Record<string, CapabilityOverride>>;
