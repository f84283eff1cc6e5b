import type { ApiKey, KeySource } from '../provider/apiKey.ts';
import { outcomeOfFailure } from '../provider/attempt.ts';
import type { AttemptLine } from '../provider/attempt.ts';
import type { Clock } from '../provider/clock.ts';
import { collect } from '../provider/collect.ts';
import type { CodexConfig } from '../provider/config.ts';
import { startDeadlines } from '../provider/deadlines.ts';
import type { Deadlines } from '../provider/deadlines.ts';
import { endpointHost } from '../provider/endpoint.ts';
import { cancelled, withoutRetry, withPartialUsage } from '../provider/errors.ts';
import type { ProviderError } from '../provider/errors.ts';
import type { CallOptions, GenerationEvent, GenerationRequest, LLMProvider } from '../provider/provider.ts';
import { plainLine } from '../provider/plainLine.ts';
import { noUsage } from '../provider/usage.ts';
import { Answer } from './answer.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { Capabilities } from './capabilities.ts';
import type { CapabilityBook } from './capabilityBook.ts';
import { chatWire } from './chatWire.ts';
import { classifyThrown, replyBehind } from './classify.ts';
import type { Scrub } from './classify.ts';
import { sendWithoutRefused } from './droppedParameters.ts';
import { checkHealth } from './healthCheck.ts';
import type { Surroundings } from './healthRoute.ts';
import { keyFor } from './keyFor.ts';
import { keyHeaders } from './keyHeaders.ts';
import { messagesOf } from './messages.ts';
import { readReply } from './readReply.ts';
import { responsesWire } from './responsesWire.ts';
import { createScrub } from './scrub.ts';
import { requestHeaders } from './requestHeaders.ts';
import { createRuledFetch } from './transport/ruledFetch.ts';
import { modelOf, tokenLimitOf } from './wire.ts';
import type { Asking } from './wire.ts';

const wires = { chat: chatWire, responses: responsesWire } as const;

/** What the provider is given; nothing is read from anywhere else. */
export interface OpenAIProviderDeps {
  /** Read anew for each request. */
  readonly config: () => CodexConfig;
  readonly key: KeySource;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Called with the headers of each reply, be it an error, and the options its attempt was made with. */
  readonly onHeaders?: (headers: Headers, options: CallOptions) => void;
  /** What is known of endpoints beyond their family; learns from their refusals. */
  readonly book?: CapabilityBook;
  /** Called once for each attempt, when it is over. */
  readonly onAttempt?: (line: AttemptLine) => void;
  /** What a health check looks at beside the server. */
  readonly surroundings?: Surroundings;
}

/** One attempt per request against an OpenAI-compatible server, over the protocol it speaks best. */
export function createOpenAIProvider(deps: OpenAIProviderDeps): LLMProvider {
  const transport = createRuledFetch(deps.fetch);
  const stream: LLMProvider['stream'] = (request, options) => attempt({ deps, transport }, request, options);
  return {
    name: 'openai',
    stream,
    generate: (request, options) => collect(stream(request, options)),
    healthCheck: (signal, watch) => checkHealth({ ...deps, stream }, signal, watch),
  };
}

interface Room {
  readonly deps: OpenAIProviderDeps;
  readonly transport: typeof fetch;
}

/** What is known of an attempt while it runs. */
interface Progress {
  readonly startedAt: number;
  /** The answer was asked for all at once. */
  isWhole?: boolean;
  status?: number;
  requestId?: string;
  headersMs?: number;
  firstTokenMs?: number;
  retryAfterMs?: number | undefined;
  answer?: Answer;
  /** For what a server says. */
  scrub: Scrub;
  /** For a name that may be a key put in the wrong place. */
  name: Scrub;
}

async function* attempt(
  room: Room,
  request: GenerationRequest,
  options: CallOptions,
): AsyncGenerator<GenerationEvent, void, undefined> {
  const { clock } = room.deps;
  const config = room.deps.config();
  const asking = askingOf(room, request, config);
  const deadlines = startDeadlines(config.timeouts, clock, options.signal);
  const progress: Progress = { startedAt: clock.now(), scrub: createScrub([], []), name: plainLine };
  let outcome: AttemptLine['outcome'] = 'cancelled';
  let usage = noUsage;
  try {
    const response = await send(room, { asking, options, deadlines, progress });
    const answer = new Answer({
      request,
      tokenLimit: tokenLimitOf(asking),
      scrub: progress.scrub,
      requestId: progress.requestId,
    });
    progress.answer = answer;
    const batches = readReply(response, {
      answer,
      wire: wires[asking.capabilities.wire],
      signal: deadlines.signal,
      clock,
      onBytes: () => deadlines.onBytes(),
      onContent() {
        progress.firstTokenMs ??= clock.now() - progress.startedAt;
        deadlines.onContent();
      },
    });
    for await (const batch of batches) {
      for (const event of batch) {
        if (event.type === 'done') {
          if (options.signal.aborted) throw cancelled();
          outcome = 'ok';
        }
        yield event;
      }
    }
  } catch (error) {
    const refused = replyBehind(error);
    if (refused !== undefined) room.deps.onHeaders?.(refused.headers, options);
    const failure = failureOf(error, deadlines, progress);
    outcome = outcomeOfFailure(request.task, failure);
    progress.status ??= failure.status ?? 0;
    progress.retryAfterMs = failure.retryAfterMs;
    throw failure;
  } finally {
    deadlines[Symbol.dispose]();
    if (progress.answer !== undefined) usage = progress.answer.usage;
    room.deps.onAttempt?.({
      correlationId: plainLine(options.correlationId),
      attempt: options.attempt ?? 1,
      task: request.task,
      model: progress.name(request.model ?? config.model),
      host: endpointHost(config.endpoint),
      outcome,
      status: progress.status === 0 ? undefined : progress.status,
      requestId: progress.requestId,
      retryAfterMs: progress.retryAfterMs,
      milliseconds: clock.now() - progress.startedAt,
      headersMs: progress.headersMs,
      firstTokenMs: progress.firstTokenMs,
      usage,
    });
  }
}

interface Sending {
  readonly asking: Asking;
  readonly options: CallOptions;
  readonly deadlines: Deadlines;
  readonly progress: Progress;
}

/** Sends the request; resolves with a reply of success whose body is untouched. */
async function send(room: Room, sending: Sending): Promise<Response> {
  const { asking, deadlines, progress } = sending;
  const { config } = asking;
  const key = await keyFor({ config, key: room.deps.key, clock: room.deps.clock }, deadlines.signal);
  const secrets = secretsOf(key, config);
  progress.name = createScrub(secrets, []);
  progress.scrub = createScrub(
    secrets,
    asking.messages.map(({ content }) => content),
  );
  const wire = wires[asking.capabilities.wire];
  const call = {
    method: 'POST',
    headers: requestHeaders({
      credential: keyHeaders(config.endpoint, key?.reveal()),
      correlationId: sending.options.correlationId,
      configured: config.headers,
    }),
    signal: deadlines.signal,
  };
  const sendAs = (capabilities: Capabilities): Promise<Response> => {
    // A whole answer has its headers only when it is written.
    progress.isWhole = !capabilities.canStream;
    if (progress.isWhole) deadlines.onWhole();
    const body = JSON.stringify(wire.body({ ...asking, capabilities }));
    return room.transport(`${config.endpoint}${wire.path}`, { ...call, body });
  };
  const response = await sendWithoutRefused(asking.capabilities, sendAs, (learned) =>
    room.deps.book?.learn(config.endpoint, modelOf(asking), learned),
  );
  deadlines.onHeaders();
  room.deps.onHeaders?.(response.headers, sending.options);
  progress.headersMs = room.deps.clock.now() - progress.startedAt;
  progress.status = response.status;
  const requestId = response.headers.get('x-request-id');
  if (requestId !== null) progress.requestId = progress.scrub(requestId);
  return response;
}

function askingOf({ deps }: Room, request: GenerationRequest, config: CodexConfig): Asking {
  const { endpoint, capabilities: overrides } = config;
  const capabilities =
    deps.book?.of(endpoint, modelOf({ request, config }), overrides) ?? capabilitiesOf(endpoint);
  return { request, config, capabilities, messages: messagesOf(request) };
}

function secretsOf(key: ApiKey | undefined, config: CodexConfig): readonly string[] {
  return [...(key === undefined ? [] : [key.reveal()]), ...Object.values(config.headers)];
}

function failureOf(error: unknown, deadlines: Deadlines, progress: Progress): ProviderError {
  const reason: unknown = deadlines.signal.aborted ? deadlines.signal.reason : error;
  const thrown = classifyThrown(reason, progress.scrub);
  // A transport may wait for headers for less than our own timers: until then the answer is written, and billed.
  const failure = progress.isWhole === true && thrown.timer === 'headers' ? withoutRetry(thrown) : thrown;
  return progress.answer === undefined ? failure : withPartialUsage(failure, progress.answer.usage);
}
