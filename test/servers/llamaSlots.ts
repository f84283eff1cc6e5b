/** A request whose answer takes its time. */
export const longAnswer = {
  system: 'You count.',
  prompt: 'Count from 1 to 500 in words, one number on each line.',
} as const;

/** True while a llama.cpp server writes an answer; `url` ends in /v1. */
export async function isWriting(url: string, key: string): Promise<boolean> {
  const response = await fetch(url.replace(/v1$/, 'slots'), { headers: { authorization: `Bearer ${key}` } });
  const slots = (await response.json()) as readonly { readonly is_processing: boolean }[];
  return slots.some((slot) => slot.is_processing);
}
