import * as z from 'zod/mini';
import { isThisComputer, isTransportAllowed, normalizeEndpoint } from './endpoint.ts';

/** Everything that decides where requests go and how they are asked. */
export interface CodexConfig {
  /** Base URL without a trailing slash. */
  readonly endpoint: string;
  readonly model: string;
  /** Upper bound of an answer, in tokens. */
  readonly maxTokens: number;
  /** 0–2; null: what the endpoint's row of capabilities says. */
  readonly temperature: number | null;
  /** Sent with every request beside our own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeouts: {
    readonly headersMs: number;
    readonly firstTokenMs: number;
    readonly idleMs: number;
    readonly totalMs: number;
  };
}

/** Where a value was found, the strongest first. */
export type ConfigSource = 'arguments' | 'environment' | 'settings' | 'default';

/** One configurable value, under the name its setting has. */
export type ConfigField =
  | 'endpoint'
  | 'model'
  | 'maxTokens'
  | 'temperature'
  | 'headers'
  | 'timeouts.headers'
  | 'timeouts.firstToken'
  | 'timeouts.idle'
  | 'timeouts.total';

/** The layers as they were found, unchecked. A value that is undefined, null or '' counts as not given. */
export interface ConfigLayers {
  /** By field; times in seconds. */
  readonly arguments: Readonly<Partial<Record<ConfigField, unknown>>>;
  /** The process environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** By field, only what a person set (not the manifest's defaults); times in seconds. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A value that was passed over because it cannot be used. It never holds the value, which may be a secret. */
export interface ConfigWarning {
  readonly source: Exclude<ConfigSource, 'default'>;
  /** The argument, environment variable or setting. */
  readonly name: string;
  readonly reason: 'notAUrl' | 'notHttp' | 'holdsCredentials' | 'holdsQuery' | 'wrongType' | 'outOfRange';
}

export interface ResolvedConfig {
  readonly config: CodexConfig;
  readonly sources: Readonly<Record<ConfigField, ConfigSource>>;
  readonly warnings: readonly ConfigWarning[];
}

const seconds = z.number().check(z.gte(1), z.lte(3600));
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]{0,4096}$/;
const ourHeaders =
  /^(host|connection|content-length|content-type|transfer-encoding|accept-encoding|expect)$/i;

const schemas = {
  endpoint: z.string(),
  model: z.string().check(z.trim(), z.minLength(1), z.maxLength(256), z.regex(/^(?!.*\]\()[\x20-\x7e]*$/)),
  maxTokens: z.number().check(z.int(), z.gte(1), z.lte(131_072)),
  temperature: z.number().check(z.gte(0), z.lte(2)),
  headers: z.record(
    z.string().check(
      z.regex(headerName),
      z.refine((name) => !ourHeaders.test(name)),
    ),
    z.string().check(z.regex(headerValue)),
  ),
} as const;

const environmentNames: Partial<Record<ConfigField, readonly string[]>> = {
  endpoint: ['OPENCRATES_ENDPOINT', 'OPENAI_BASE_URL'],
  model: ['OPENCRATES_MODEL', 'OPENAI_MODEL'],
  maxTokens: ['OPENCRATES_MAX_TOKENS'],
  temperature: ['OPENCRATES_TEMPERATURE'],
};

type Checked<T> = { readonly value: T } | { readonly reason: ConfigWarning['reason'] };
type Check<T> = (candidate: unknown) => Checked<T>;

interface Found<T> {
  readonly value: T;
  readonly source: ConfigSource;
}

/**
 * The configuration in force: for each field the first usable value of arguments, environment, settings, defaults.
 * A value that cannot be used is passed over with a warning that names it; nothing throws.
 */
export function resolveConfig(layers: ConfigLayers): ResolvedConfig {
  const warnings: ConfigWarning[] = [];
  const pick = <T>(field: ConfigField, check: Check<T>, fallback: T): Found<T> => {
    for (const candidate of candidates(layers, field)) {
      const checked = check(candidate.value);
      if ('value' in checked) return { value: checked.value, source: candidate.source };
      warnings.push({ source: candidate.source, name: candidate.name, reason: checked.reason });
    }
    return { value: fallback, source: 'default' };
  };
  const endpoint = pick('endpoint', checkEndpoint, 'https://api.openai.com/v1');
  const model = pick('model', (value) => checkSchema(schemas.model, value), 'gpt-5.4-mini');
  const maxTokens = pick('maxTokens', (value) => checkSchema(schemas.maxTokens, asNumber(value)), 4096);
  const temperature = pick<number | null>(
    'temperature',
    (value) => checkSchema(schemas.temperature, asNumber(value)),
    null,
  );
  const headers = pick<Readonly<Record<string, string>>>(
    'headers',
    (value) => checkSchema(schemas.headers, value),
    {},
  );
  const time = (field: ConfigField, fallback: number): Found<number> =>
    pick(field, (value) => checkSchema(seconds, value), fallback);
  // A server on this computer answers one request after another and reads long prompts slowly;
  // below 300 s, where Node's own fetch gives up.
  const isLocal = isThisComputer(endpoint.value);
  const headersTime = time('timeouts.headers', isLocal ? 280 : 30);
  const firstToken = time('timeouts.firstToken', isLocal ? 280 : 120);
  const idle = time('timeouts.idle', 60);
  const total = time('timeouts.total', 600);
  return {
    config: {
      endpoint: endpoint.value,
      model: model.value,
      maxTokens: maxTokens.value,
      temperature: temperature.value,
      headers: headers.value,
      timeouts: {
        headersMs: headersTime.value * 1000,
        firstTokenMs: firstToken.value * 1000,
        idleMs: idle.value * 1000,
        totalMs: total.value * 1000,
      },
    },
    sources: {
      endpoint: endpoint.source,
      model: model.source,
      maxTokens: maxTokens.source,
      temperature: temperature.source,
      headers: headers.source,
      'timeouts.headers': headersTime.source,
      'timeouts.firstToken': firstToken.source,
      'timeouts.idle': idle.source,
      'timeouts.total': total.source,
    },
    warnings,
  };
}

interface Candidate {
  readonly source: Exclude<ConfigSource, 'default'>;
  readonly name: string;
  readonly value: unknown;
}

function candidates(layers: ConfigLayers, field: ConfigField): readonly Candidate[] {
  const found: readonly Candidate[] = [
    { source: 'arguments', name: field, value: layers.arguments[field] },
    ...(environmentNames[field] ?? []).map((name) => ({
      source: 'environment' as const,
      name,
      value: layers.environment[name],
    })),
    { source: 'settings', name: `opencrates.${field}`, value: layers.settings[field] },
  ];
  return found.filter(({ value }) => value !== undefined && value !== null && value !== '');
}

function checkEndpoint(candidate: unknown): Checked<string> {
  const text = checkSchema(schemas.endpoint, candidate);
  if ('reason' in text) return text;
  const normal = normalizeEndpoint(text.value);
  if ('problem' in normal) return { reason: normal.problem };
  return isTransportAllowed(normal.endpoint) ? { value: normal.endpoint } : { reason: 'notHttp' };
}

function checkSchema<T>(schema: z.ZodMiniType<T>, candidate: unknown): Checked<T> {
  const parsed = schema.safeParse(candidate);
  if (parsed.success) return { value: parsed.data };
  return { reason: parsed.error.issues[0]?.code === 'invalid_type' ? 'wrongType' : 'outOfRange' };
}

/** The environment gives texts only. */
function asNumber(candidate: unknown): unknown {
  return typeof candidate === 'string' && candidate.trim() !== '' ? Number(candidate) : candidate;
}
