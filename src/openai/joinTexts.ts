import type { GenerationEvent } from '../provider/provider.ts';

/** Events with neighbouring texts as one: on its way up, an event costs more than all its letters. */
export function joinTexts(events: readonly GenerationEvent[]): readonly GenerationEvent[] {
  if (events.length < 2) return events;
  const joined: GenerationEvent[] = [];
  let texts: string[] = [];
  let kind: 'text' | 'reasoning' = 'text';
  const flush = (): void => {
    if (texts.length > 0) joined.push({ type: kind, text: texts.join('') });
    texts = [];
  };
  for (const event of events) {
    if (event.type !== kind) flush();
    if (event.type === 'text' || event.type === 'reasoning') {
      kind = event.type;
      texts.push(event.text);
    } else {
      flush();
      joined.push(event);
    }
  }
  flush();
  return joined;
}
