/** One thing that is measured, under the names both worlds know it by. */
export interface Instrument {
  /** In the text format of Prometheus: units spelled out, base units only. */
  readonly prometheus: string;
  /** In OpenTelemetry. */
  readonly otel: string;
  /** As UCUM writes it. */
  readonly unit: string;
  readonly help: string;
  /** Upper bounds of the buckets; a counter has none. */
  readonly bounds?: readonly number[];
}

// The bounds that OpenTelemetry's conventions for generative AI give for times and for tokens.
const seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const tokens = Array.from({ length: 14 }, (_, power) => 4 ** power);

/**
 * Every name there is, in one place, because OpenTelemetry's are still moving. Requests are what a person asked for and
 * no cache answered; operations are single attempts at them.
 */
export const instruments = {
  requests: {
    prometheus: 'codex_requests_total',
    otel: 'codex_requests_total',
    unit: '{request}',
    help: 'Requests to a server that ended, by task, model and outcome.',
  },
  requestDuration: {
    prometheus: 'codex_request_duration_seconds',
    otel: 'codex_request_duration_seconds',
    unit: 's',
    help: 'How long requests took, retries and waiting included.',
    bounds: seconds,
  },
  cacheHits: {
    prometheus: 'codex_cache_hits_total',
    otel: 'codex_cache_hits_total',
    unit: '{request}',
    help: 'Requests that the cache of answers served, by task and model.',
  },
  operationDuration: {
    prometheus: 'gen_ai_client_operation_duration_seconds',
    otel: 'gen_ai.client.operation.duration',
    unit: 's',
    help: 'How long single attempts took.',
    bounds: seconds,
  },
  tokenUsage: {
    prometheus: 'gen_ai_client_token_usage',
    otel: 'gen_ai.client.token.usage',
    unit: '{token}',
    help: 'Tokens of single attempts, read and written.',
    bounds: tokens,
  },
  timeToFirstChunk: {
    prometheus: 'gen_ai_client_operation_time_to_first_chunk_seconds',
    otel: 'gen_ai.client.operation.time_to_first_chunk',
    unit: 's',
    help: 'How long it took until the first of an answer came.',
    bounds: seconds,
  },
} as const satisfies Readonly<Record<string, Instrument>>;

export type InstrumentName = keyof typeof instruments;

/** Every label, with its name in OpenTelemetry; in Prometheus dots are underscores. */
export const labelNames = {
  task: 'task',
  outcome: 'outcome',
  model: 'model',
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  requestModel: 'gen_ai.request.model',
  tokenType: 'gen_ai.token.type',
  errorType: 'error.type',
  serverAddress: 'server.address',
} as const;
