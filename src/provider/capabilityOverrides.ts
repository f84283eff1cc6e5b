import * as z from 'zod/mini';

/** What a person may say about an endpoint, where OpenCrates found out nothing or something wrong. */
const override = z.strictObject({
  wire: z.exactOptional(z.enum(['chat', 'responses'])),
  streamOptions: z.exactOptional(z.boolean()),
  jsonSchema: z.exactOptional(z.boolean()),
  reasoning: z.exactOptional(z.boolean()),
  tokenLimitField: z.exactOptional(z.enum(['max_tokens', 'max_completion_tokens'])),
  temperature: z.exactOptional(z.boolean()),
  streaming: z.exactOptional(z.boolean()),
  /** Tokens. */
  contextWindow: z.exactOptional(z.number().check(z.int(), z.gte(1), z.lte(100_000_000))),
});

/** By host, or by host and model with a space between them: `api.example.com`, `api.example.com small-coder`. */
export const capabilityOverrides = z.record(z.string().check(z.minLength(1), z.maxLength(600)), override);

/** What is said of one endpoint, or of one model there. */
export type CapabilityOverride = z.infer<typeof override>;

/** All that is said, by the names of `capabilityOverrides`. */
export type CapabilityOverrides = Readonly<Record<string, CapabilityOverride>>;
