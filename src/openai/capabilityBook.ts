import * as z from 'zod/mini';
import type { CapabilityOverride, CapabilityOverrides } from '../provider/capabilityOverrides.ts';
import { endpointHost } from '../provider/endpoint.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { Capabilities } from './capabilities.ts';

const flag = z.exactOptional(z.boolean());
const learnedSchema = z.object({
  wire: z.exactOptional(z.enum(['chat', 'responses'])),
  tokenLimitField: z.exactOptional(z.enum(['max_tokens', 'max_completion_tokens'])),
  hasStreamOptions: flag,
  hasJsonSchema: flag,
  hasReasoningEffort: flag,
  takesTemperature: flag,
  canStream: flag,
  contextWindow: z.exactOptional(z.number().check(z.int(), z.gte(1), z.lte(100_000_000))),
});

/** What was found out about an endpoint, or about one model there, by asking or from its refusals. */
export type LearnedCapabilities = z.infer<typeof learnedSchema>;

const entrySchema = z.object({
  endpoint: z.string().check(z.maxLength(2048)),
  /** '' for all models of the endpoint. */
  model: z.string().check(z.maxLength(256)),
  /** When it was learned, in milliseconds since 1970. */
  at: z.number().check(z.gte(0)),
  learned: learnedSchema,
});
const bookSchema = z.object({ version: z.literal(1), entries: z.array(z.unknown()) });

type Entry = z.infer<typeof entrySchema>;

/** Where the book is kept: it gives back whatever it was given, or something damaged. */
export interface CapabilityStore {
  readonly get: () => unknown;
  readonly set: (value: unknown) => PromiseLike<void>;
}

/** Servers are updated and organisations verified: after this long, what they refused is tried again. */
const keptMs = 30 * 24 * 3600 * 1000;
const mostEntries = 300;

/** What is known of endpoints: the row of their family, what was learned, and above all what a person says. */
export interface CapabilityBook {
  of(endpoint: string, model: string, overrides: CapabilityOverrides): Capabilities;
  /** Remembers, for this model or ('') for all of the endpoint, beside what is remembered already. */
  learn(endpoint: string, model: string, learned: LearnedCapabilities): void;
}

/**
 * The book over a store; what the store holds is read once, entry by entry, and damaged entries are left out.
 * `onLearned` is told of each lesson as it comes.
 */
export function createCapabilityBook(
  store: CapabilityStore,
  now: () => number,
  onLearned?: CapabilityBook['learn'],
): CapabilityBook {
  let entries: Map<string, Entry> | undefined;
  const book = (): Map<string, Entry> => (entries ??= readEntries(store.get(), now()));

  const learnedOf = (endpoint: string, model: string): LearnedCapabilities => {
    const entry = book().get(keyOf(endpoint, model));
    return entry === undefined || now() - entry.at > keptMs ? {} : entry.learned;
  };

  return {
    of(endpoint, model, overrides) {
      const host = endpointHost(endpoint);
      return {
        ...capabilitiesOf(endpoint),
        ...learnedOf(endpoint, ''),
        ...learnedOf(endpoint, model),
        ...said(overrides, host),
        ...said(overrides, `${host} ${model}`),
      };
    },
    learn(endpoint, model, learned) {
      const key = keyOf(endpoint, model);
      const entry = { endpoint, model, at: now(), learned: { ...learnedOf(endpoint, model), ...learned } };
      book().delete(key);
      book().set(key, entry);
      const oldest = book().keys().next().value;
      if (book().size > mostEntries && oldest !== undefined) book().delete(oldest);
      void store.set({ version: 1, entries: [...book().values()] });
      onLearned?.(endpoint, model, learned);
    },
  };
}

function keyOf(endpoint: string, model: string): string {
  return `${endpoint}\n${model}`;
}

function readEntries(stored: unknown, now: number): Map<string, Entry> {
  const parsed = bookSchema.safeParse(stored);
  const list = parsed.success ? parsed.data.entries.slice(-mostEntries) : [];
  const entries = list.flatMap((candidate) => {
    const entry = entrySchema.safeParse(candidate);
    return entry.success && entry.data.at <= now && now - entry.data.at <= keptMs ? [entry.data] : [];
  });
  return new Map(entries.map((entry) => [keyOf(entry.endpoint, entry.model), entry]));
}

function said(overrides: CapabilityOverrides, name: string): Partial<Capabilities> {
  return Object.hasOwn(overrides, name) ? fromOverride(overrides[name] ?? {}) : {};
}

/** The words of the setting are those of a person, ours those of the code. */
function fromOverride(override: CapabilityOverride): Partial<Capabilities> {
  const { streamOptions, jsonSchema, reasoning, temperature, streaming } = override;
  const { wire, tokenLimitField, contextWindow } = override;
  return {
    ...(wire !== undefined && { wire }),
    ...(tokenLimitField !== undefined && { tokenLimitField }),
    ...(contextWindow !== undefined && { contextWindow }),
    ...(streamOptions !== undefined && { hasStreamOptions: streamOptions }),
    ...(jsonSchema !== undefined && { hasJsonSchema: jsonSchema }),
    ...(reasoning !== undefined && { hasReasoningEffort: reasoning, reasons: reasoning }),
    ...(temperature !== undefined && { takesTemperature: temperature }),
    ...(streaming !== undefined && { canStream: streaming }),
  };
}
