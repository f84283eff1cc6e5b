import * as z from 'zod/mini';
import { readJsonObject } from './readJsonObject.ts';

/** Words about one parameter or error. */
export interface NamedWords {
  readonly name: string;
  readonly description: string;
  /** A type the model gives where the language has none in the signature. */
  readonly type?: string | undefined;
}

/** What a model says about one symbol: words only, the signature comes from the code. */
export interface DocRecord {
  readonly summary: string;
  readonly details?: string | undefined;
  readonly parameters: readonly NamedWords[];
  readonly returns?: { readonly description: string; readonly type?: string | undefined } | undefined;
  readonly errors: readonly { readonly name?: string | undefined; readonly description: string }[];
  readonly panics?: string | undefined;
  readonly example?: string | undefined;
}

/** Small models write these where there is nothing to say. */
const nothing = /^\s*(null|none|n\/?a|undefined|[-.]*)\s*$/i;

const text = z.string().check(z.refine((value) => !nothing.test(value)));
const words = z.catch(z.optional(text), undefined);

const described = z.object({ name: words, description: text, type: words });
type Described = z.infer<typeof described>;

/** Words alone, or with a name and a type; nothing for null and everything else. */
function readWords(value: unknown): readonly Described[] {
  const parsed = described.safeParse(typeof value === 'string' ? { description: value } : value);
  return parsed.success ? [parsed.data] : [];
}

/** A list, or an object by name; entries that are no words are left out. */
function readByName(value: unknown): readonly Described[] {
  if (Array.isArray(value)) return value.flatMap(readWords);
  if (typeof value !== 'object' || value === null) return readWords(value);
  return Object.entries(value).flatMap(([name, entry]) =>
    readWords(entry).map((each) => ({ ...each, name })),
  );
}

/** As `readByName`, but an object with a description is one error. */
function readErrors(value: unknown): readonly Described[] {
  const one = readWords(value);
  return one.length > 0 ? one : readByName(value);
}

const schema = z.object({
  summary: z.string().check(z.trim(), z.minLength(1)),
  details: words,
  parameters: z.pipe(z.optional(z.unknown()), z.transform(readByName)),
  returns: z.pipe(z.optional(z.unknown()), z.transform(readWords)),
  errors: z.pipe(z.optional(z.unknown()), z.transform(readErrors)),
  panics: words,
  example: words,
});

/** Why an answer holds no record: no object in it, cut off, not JSON, or without a summary. */
export type DocRecordProblem = 'noRecord' | 'truncated' | 'notJson' | 'noSummary';

export type DocRecordOutcome =
  | { readonly kind: 'record'; readonly record: DocRecord }
  | { readonly kind: 'problem'; readonly problem: DocRecordProblem };

/** Reads a model's answer: prose and fences around the object, trailing commas and line breaks in strings are tolerated. */
export function parseDocRecord(answer: string): DocRecordOutcome {
  const read = readJsonObject(answer, 'summary');
  if (read.kind === 'problem') return read;
  const parsed = schema.safeParse(read.value);
  if (!parsed.success) return { kind: 'problem', problem: 'noSummary' };
  const { parameters, returns, errors, ...texts } = parsed.data;
  const [returned] = returns;
  return {
    kind: 'record',
    record: {
      ...texts,
      parameters: parameters.flatMap(({ name, ...rest }) => (name === undefined ? [] : [{ name, ...rest }])),
      returns:
        returned === undefined ? undefined : { description: returned.description, type: returned.type },
      errors: errors.map(({ name, description }) => ({ name, description })),
    },
  };
}
