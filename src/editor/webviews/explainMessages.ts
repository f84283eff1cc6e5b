import * as z from 'zod/mini';

const longestId = 40;
const longestAddress = 2000;

const message = z.discriminatedUnion('type', [
  /** The page's script runs and can be told what to show. */
  z.readonly(z.object({ type: z.literal('ready') })),
  /** A button was pressed. */
  z.readonly(z.object({ type: z.literal('press'), id: z.string().check(z.maxLength(longestId)) })),
  /** A link was chosen; nothing is opened before the person confirms. */
  z.readonly(z.object({ type: z.literal('open'), address: z.string().check(z.maxLength(longestAddress)) })),
]);

/** What the explanation page tells the host. */
export type ExplainHostMessage = z.infer<typeof message>;

/** The message in data that arrived from the page; undefined when it is none. */
export function toExplainHostMessage(data: unknown): ExplainHostMessage | undefined {
  const parsed = message.safeParse(data);
  return parsed.success ? parsed.data : undefined;
}
