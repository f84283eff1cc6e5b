import { inspect } from 'node:util';

/** Why a text cannot be a key for a host. */
export interface ApiKeyProblem {
  readonly problem:
    | 'empty'
    | 'tooLong'
    | 'tooShort'
    | 'wrongPrefix'
    | 'holdsSpace'
    | 'holdsControl'
    | 'notLatin1';
}

const maxLength = 4096;
const openAIHost = 'api.openai.com';
const openAIPrefix = 'sk-';
const openAIMinLength = 51;
const redacted = '[key]';

/** A checked key that is bound to one host and never shows itself unless `reveal` is called. */
export class ApiKey {
  /** The host this key may be sent to, as `endpointHost` gives it. */
  readonly host: string;
  readonly #text: string;

  private constructor(text: string, host: string) {
    this.#text = text;
    this.host = host;
  }

  /** A key, or why it cannot be one: keys of api.openai.com begin with `sk-` and have at least 51 characters. */
  static parse(text: string, host: string): ApiKey | ApiKeyProblem {
    const problem = problemOf(text, host);
    return problem === undefined ? new ApiKey(text, host) : { problem };
  }

  /** The last four characters, to tell keys apart; '' for a key too short to give any away. */
  get ending(): string {
    return this.#text.length >= 12 ? this.#text.slice(-4) : '';
  }

  /** The key itself, for the request's header only. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [inspect.custom](): string {
    return redacted;
  }
}

function problemOf(text: string, host: string): ApiKeyProblem['problem'] | undefined {
  if (text.trim() === '') return 'empty';
  if (text.length > maxLength) return 'tooLong';
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) return 'holdsControl';
  if (/[ \u00a0]/.test(text)) return 'holdsSpace';
  if (/[^\u0000-\u00ff]/.test(text)) return 'notLatin1'; // oxlint-disable-line no-control-regex -- as above
  if (host !== openAIHost) return undefined;
  if (!text.startsWith(openAIPrefix)) return 'wrongPrefix';
  return text.length < openAIMinLength ? 'tooShort' : undefined;
}

/**
 * Finds the key of a host; undefined when there is none.
 * Throws a `ProviderError` of kind `noKey` with a detail when the place where keys are kept is broken.
 */
export type KeySource = (host: string, signal: AbortSignal) => Promise<ApiKey | undefined>;
