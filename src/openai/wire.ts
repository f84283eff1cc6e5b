import type { CodexConfig } from '../provider/config.ts';
import type { GenerationRequest } from '../provider/provider.ts';
import type { Answer } from './answer.ts';
import type { Capabilities } from './capabilities.ts';
import type { Message } from './messages.ts';
import type { Json } from './payload.ts';

/** What is asked, as a wire needs it. */
export interface Asking {
  readonly request: GenerationRequest;
  readonly config: CodexConfig;
  readonly capabilities: Capabilities;
  /** The messages of the request, made once. */
  readonly messages: readonly Message[];
}

/** Tells an answer what one JSON object of a reply says; throws a `ProviderError` for a failure in it. */
export type PayloadReader = (payload: Json) => void;

/** One of the two protocols a request can go over: they differ in path, body, and what an object of a reply means. */
export interface Wire {
  /** Below the endpoint, with a leading slash. */
  readonly path: string;
  /** The body of the `POST`, streamed wherever the endpoint lets us. The same request always gives the same bytes. */
  readonly body: (asking: Asking) => Json;
  /** The member of a payload that holds a piece of the answer's text. */
  readonly textKey: string;
  /** A reader of the payloads of one reply, be they events of a stream or one whole answer. */
  readonly createReader: (answer: Answer) => PayloadReader;
}

/** The model a request goes to. */
export function modelOf({
  request,
  config,
}: Pick<Asking, 'config'> & { readonly request: Pick<GenerationRequest, 'model'> }): string {
  return request.model ?? config.model;
}

/** The upper bound of an answer, in tokens. */
export function tokenLimitOf({ request, config }: Pick<Asking, 'request' | 'config'>): number {
  return request.maxTokens ?? config.maxTokens;
}
