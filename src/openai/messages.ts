import { createHash } from 'node:crypto';
import type { ContextPart, GenerationRequest } from '../provider/provider.ts';

/** One message of a prompt, on either wire. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/**
 * The messages of a request. What changes least comes first, so that servers which keep a prompt's beginning can use
 * it again. The context opens the first message of the user, not one of its own: many chat templates refuse two
 * messages of one side in a row.
 */
export function messagesOf(request: GenerationRequest): readonly Message[] {
  const turns: readonly Message[] = [
    ...request.history.map(({ role, text }) => ({ role, content: text })),
    { role: 'user', content: request.prompt },
  ];
  const context = contextText(request.context);
  const firstOfUser = turns.findIndex(({ role }) => role === 'user');
  return [
    ...(request.system === '' ? [] : [{ role: 'system' as const, content: request.system }]),
    ...turns.map((turn, index) =>
      index === firstOfUser && context !== '' ? { ...turn, content: `${context}\n\n${turn.content}` } : turn,
    ),
  ];
}

/**
 * Context as data: each part between tags that its own text cannot hold, because their name is a hash of it all.
 * Deterministic, so that a cache can serve the request.
 */
function contextText(parts: readonly ContextPart[]): string {
  if (parts.length === 0) return '';
  const texts = parts.map(({ text }) => text).join('\n');
  const tag = `context-${createHash('sha256').update(texts).digest('hex').slice(0, 16)}`;
  const blocks = parts.map(
    ({ kind, label, text }) => `<${tag} kind="${kind}" name=${JSON.stringify(label)}>\n${text}\n</${tag}>`,
  );
  return blocks.join('\n');
}
