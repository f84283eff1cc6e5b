import * as z from 'zod/mini';

/** A choice at the foot of the page; the host knows what each does. */
const pageButton = z.readonly(z.object({ id: z.string(), label: z.string() }));

/** Everything the page shows: the host sends all of it again after a reload of the page. */
const message = z.discriminatedUnion('type', [
  /** What is explained; begins a new answer. */
  z.readonly(
    z.object({ type: z.literal('heading'), title: z.string(), subject: z.string(), note: z.string() }),
  ),
  /** The answer so far, as sanitised HTML. */
  z.readonly(z.object({ type: z.literal('answer'), html: z.string() })),
  /** Where the answer stands; `sentence` is spoken by screen readers and empty when there is nothing to say. */
  z.readonly(
    z.object({
      type: z.literal('phase'),
      phase: z.enum(['waiting', 'streaming', 'finished', 'stopped', 'failed']),
      sentence: z.string(),
      buttons: z.readonly(z.array(pageButton)),
    }),
  ),
]);

/** What the host tells the explanation page. */
export type ExplainPageMessage = z.infer<typeof message>;

/** The message in data that arrived from the host; undefined when it is none. */
export function toExplainPageMessage(data: unknown): ExplainPageMessage | undefined {
  const parsed = message.safeParse(data);
  return parsed.success ? parsed.data : undefined;
}
