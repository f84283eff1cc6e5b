import * as z from 'zod/mini';

/** Characters of the longest answer that is kept, and of the longest text: beyond it a proposal does not survive a reload. */
export const longestKept = 2_000_000;

const text = z.string().check(z.maxLength(longestKept));
const words = z.string().check(z.maxLength(100_000));
const line = z.number().check(z.int(), z.gte(0));
const count = z.number().check(z.gte(0));
const place = z.object({ line, character: line });

const target = z.union([
  z.object({
    kind: z.literal('replace'),
    startLine: line,
    endLine: line,
    unit: z.exactOptional(
      z.object({
        kind: z.enum([
          'function',
          'method',
          'class',
          'interface',
          'type',
          'enum',
          'struct',
          'trait',
          'impl',
          'module',
          'variable',
        ]),
        name: words,
      }),
    ),
  }),
  z.object({ kind: z.literal('insert'), line, indent: words, apart: z.exactOptional(z.boolean()) }),
]);

const turns = z.array(z.object({ role: z.enum(['user', 'assistant']), text }));

const request = z.object({
  task: z.enum(['generate', 'fix']),
  system: text,
  context: z.array(
    z.object({
      kind: z.enum(['unit', 'imports', 'enclosing', 'definition']),
      label: words,
      text,
      tokens: count,
    }),
  ),
  prompt: text,
  history: turns,
  format: z.object({ kind: z.literal('text') }),
  model: z.exactOptional(words),
  maxTokens: z.exactOptional(count),
  temperature: z.exactOptional(z.number()),
});

const asked = z.object({ target, instruction: text });

const exchange = z.object({
  answer: text,
  usage: z.exactOptional(z.object({ promptTokens: count, completionTokens: count, totalTokens: count })),
  question: z.exactOptional(
    z.object({
      target,
      request,
      instruction: z.exactOptional(text),
      conversation: z.exactOptional(turns),
    }),
  ),
});

/** What is needed to review a proposal again. */
const waiting = z.object({
  languageId: words,
  path: words,
  name: words,
  anchor: place,
  active: place,
  firstLine: line,
  simulated: z.boolean(),
  label: words,
  asked: z.exactOptional(asked),
  exchange: z.exactOptional(exchange),
  /** The file's text that the proposal was made for, LF line ends. */
  base: text,
  /** What it was when it became ready; absent for a faulty answer. */
  suggested: z.exactOptional(text),
  /** What it is now, with edits by hand and without what was dropped. */
  text,
  /** What is wrong with the answer, what Show Anyway and Show Answer show, and what Continue asks for. */
  problem: z.exactOptional(
    z.object({
      message: words,
      text: z.exactOptional(text),
      answer: z.exactOptional(text),
      lacks: z.exactOptional(z.enum(['rest', 'parts'])),
      truncation: z.exactOptional(
        z.enum(['streamEnded', 'tokenLimit', 'reasoningOnly', 'promptCut', 'outputBound']),
      ),
    }),
  ),
});

/** A proposal as the list shows it and as it is stored. */
export const proposalRecord = z.object({
  version: z.literal(1),
  /** The authority of the proposal's address. */
  id: z.string().check(z.regex(/^[0-9a-f-]{36}$/)),
  status: z.enum(['waiting', 'accepted', 'discarded', 'failed']),
  /** In the person's words, or in ours for a verb without any. */
  instruction: words,
  /** Address of the file it is for. */
  file: words,
  /** When it was asked for, in milliseconds since 1970. */
  at: count,
  /** Of question and answer, as the server counted; absent where it did not. */
  tokens: z.exactOptional(count),
  answer: z.exactOptional(text),
  /** Why nothing came of it, as a sentence. */
  failure: z.exactOptional(words),
  /** Only while it waits. */
  waiting: z.exactOptional(waiting),
});

/** A proposal as the list shows it and as it is stored. */
export type ProposalRecord = z.infer<typeof proposalRecord>;

/** What is needed to review a proposal again. */
export type WaitingProposal = z.infer<typeof waiting>;
