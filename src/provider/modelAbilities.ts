// What the names of OpenAI's models tell where no server says more. Families with new numbers are expected to be like
// the ones before them.

const reasons = /^(o\d|gpt-[5-9])/;
const takesSchema = /^(o[1-9]|gpt-4o|gpt-4\.1|gpt-[5-9])/;
const makesOtherThings =
  /(^|[/_-])(embedding|embed|whisper|tts|dall-e|moderation|image|sora|realtime|transcribe|audio|rerank(er)?)([._-]|\d|$)/i;

/** True for a model that thinks before it answers: it refuses a temperature, and takes an effort. */
export function isReasoningName(model: string): boolean {
  return reasons.test(model);
}

/** True for a model whose answer OpenAI holds to a JSON schema. */
export function takesSchemaByName(model: string): boolean {
  return takesSchema.test(model);
}

/** False where the name says that a model makes embeddings, speech or images. */
export function writesTextByName(model: string): boolean {
  return !makesOtherThings.test(model);
}
