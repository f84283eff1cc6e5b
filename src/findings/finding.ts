import { createHash } from 'node:crypto';
import * as z from 'zod/mini';

/** What a finding is about. */
export type FindingCategory = 'security' | 'performance' | 'bug' | 'practice' | 'debt';

/** How much a finding matters, in the editor's own four steps. */
export type FindingSeverity = 'error' | 'warning' | 'info' | 'hint';

/** One remark of a reviewer about some lines of a text, not yet placed in it. */
export interface Finding {
  /** The same for the same rule, quote and symbol, so that a remark made twice is one. */
  readonly id: string;
  readonly category: FindingCategory;
  readonly severity: FindingSeverity;
  /** Kebab-case. */
  readonly rule: string;
  readonly message: string;
  /** How to mend it; empty when the reviewer gave none. */
  readonly suggestion: string;
  /** The lines it is about as the reviewer copied them, LF line ends. */
  readonly quote: string;
  /** The declaration around the quote, as the reviewer named it. */
  readonly symbol?: string;
}

const textLimit = 1000;

const text = z._default(
  z.union([
    z.pipe(
      z.array(z.string()),
      z.transform((lines) => lines.join('\n')),
    ),
    z.string(),
    z.pipe(
      z.unknown(),
      z.transform(() => ''),
    ),
  ]),
  '',
);
const schema = z.object({
  category: text,
  severity: text,
  rule: text,
  message: text,
  suggestion: text,
  quote: text,
  symbol: text,
});

const categoryWords: readonly (readonly [RegExp, FindingCategory])[] = [
  [/secur|vulnerab|injection/iu, 'security'],
  [/perform|speed|slow|efficien/iu, 'performance'],
  [/practice|style|convention|readab|maintain/iu, 'practice'],
  [/debt|todo|duplicat|dead/iu, 'debt'],
];

const severityWords: readonly (readonly [RegExp, FindingSeverity])[] = [
  [/error|critical|high|severe|blocker|major/iu, 'error'],
  [/hint|trivial|style/iu, 'hint'],
  [/info|low|minor|note/iu, 'info'],
];

function wordFor<Value>(words: readonly (readonly [RegExp, Value])[], said: string): Value | undefined {
  return words.find(([pattern]) => pattern.test(said))?.[1];
}

function kebabCase(name: string): string {
  return name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\d]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 60);
}

function withoutBlankEnds(quote: string): string {
  return quote
    .replaceAll(/\r\n?/gu, '\n')
    .replace(/^(?:[^\S\n]*\n)+/u, '')
    .trimEnd();
}

/** Controls, marks that reorder their neighbours and others that cannot be seen; those that belong to spelling and emoji stay. */
const invisible = /(?!\t|\n|\u200C|\u200D|\uFE0F)[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

/** Words that a person will read. */
function wordsOf(said: string): string {
  return said.replace(invisible, '').trim().slice(0, textLimit).toWellFormed();
}

function idOf(...parts: readonly string[]): string {
  const said = parts.map((part) => part.replaceAll(/\s+/gu, ' ').trim());
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
}

/**
 * A finding from a value a model wrote. Undefined unless it has a message and a quote; a category or severity in other
 * words is understood, and one that cannot be is `bug` or `warning`.
 */
export function parseFinding(value: unknown): Finding | undefined {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return undefined;
  const said = parsed.data;
  const quote = withoutBlankEnds(said.quote);
  const message = wordsOf(said.message);
  if (quote === '' || message === '') return undefined;
  const category = wordFor(categoryWords, said.category) ?? 'bug';
  const rule = kebabCase(said.rule) || category;
  const symbol = said.symbol.trim();
  return {
    id: idOf(rule, quote, symbol),
    category,
    severity: wordFor(severityWords, said.severity) ?? 'warning',
    rule,
    message,
    suggestion: wordsOf(said.suggestion),
    quote,
    ...(symbol === '' ? {} : { symbol }),
  };
}
