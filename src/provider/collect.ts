import { ProviderError } from './errors.ts';
import type { GenerationEvent, GenerationResponse } from './provider.ts';

/** Joins a stream into one answer; rejects with the stream's failure, or `protocol` when it ends without `done`. */
export async function collect(stream: AsyncIterable<GenerationEvent>): Promise<GenerationResponse> {
  let text = '';
  let reasoning = '';
  for await (const event of stream) {
    if (event.type === 'text') text += event.text;
    else if (event.type === 'reasoning') reasoning += event.text;
    else if (event.type === 'done') return { text, reasoning, done: event };
  }
  throw new ProviderError({ kind: 'protocol', detail: 'the stream ended without its last event' });
}
