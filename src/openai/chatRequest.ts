import { createHash } from 'node:crypto';
import type { CodexConfig } from '../provider/config.ts';
import type { ContextPart, GenerationRequest } from '../provider/provider.ts';
import { capabilitiesOf, isReasoningModel } from './capabilities.ts';

/** One message of the Chat Completions wire. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** The body of `POST /chat/completions`, always streamed. */
export interface ChatBody {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly stream: true;
  readonly stream_options?: { readonly include_usage: true };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly temperature?: number;
  readonly reasoning_effort?: 'low' | 'medium' | 'high';
  readonly response_format?: {
    readonly type: 'json_schema';
    readonly json_schema: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
  };
}

/**
 * The body for a request under a configuration. The same request always gives the same bytes, and what changes
 * least comes first, so that servers which keep a prompt's beginning can use it again.
 */
export function chatBody(request: GenerationRequest, config: CodexConfig): ChatBody {
  const capabilities = capabilitiesOf(config.endpoint);
  const model = request.model ?? config.model;
  const reasons = isReasoningModel(capabilities, model);
  const limit = request.maxTokens ?? config.maxTokens;
  const temperature = request.temperature ?? config.temperature ?? capabilities.defaultTemperature;
  return {
    model,
    messages: chatMessages(request),
    stream: true,
    ...(capabilities.hasStreamOptions && { stream_options: { include_usage: true } }),
    ...(capabilities.tokenLimitField === 'max_tokens'
      ? { max_tokens: limit }
      : { max_completion_tokens: limit }),
    ...(temperature !== null && !reasons && { temperature }),
    ...(request.reasoning !== undefined && reasons && { reasoning_effort: request.reasoning }),
    ...(request.format.kind === 'jsonSchema' &&
      capabilities.hasJsonSchema && {
        response_format: {
          type: 'json_schema',
          json_schema: { name: request.format.name, schema: request.format.schema },
        },
      }),
  };
}

/**
 * The messages of a request. The context opens the first message of the user, not one of its own:
 * many chat templates refuse two messages of one side in a row.
 */
export function chatMessages(request: GenerationRequest): readonly ChatMessage[] {
  const turns: readonly ChatMessage[] = [
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
