import * as z from 'zod/mini';
import { capabilityOverrides, type CapabilityOverrides } from './capabilityOverrides.ts';
import { isThisComputer, isTransportAllowed, normalizeEndpoint } from './endpoint.ts';
import type { EndpointProblem } from './endpoint.ts';
import { lacksBackupPin, transportSchemas, type TransportValues } from './transportConfig.ts';
import { holdsKey } from './keyLike.ts';
import { modelName } from './modelName.ts';

/** Every configurable value, under the name its setting has; times in seconds. */
export interface ConfigValues extends TransportValues {
  readonly endpoint: string;
  readonly model: string;
  readonly maxTokens: number;
  readonly temperature: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly capabilities: CapabilityOverrides;
  /** Whether an answer is kept and given again to the same request. */
  readonly 'cache.enabled': boolean;
  readonly 'cache.days': number;
  readonly 'cache.megabytes': number;
  readonly 'limits.requestsPerMinute': number | null;
  readonly 'limits.tokensPerMinute': number | null;
  readonly 'limits.concurrency': number;
  readonly 'timeouts.headers': number;
  readonly 'timeouts.firstToken': number;
  readonly 'timeouts.idle': number;
  readonly 'timeouts.total': number;
  /** Port of the loopback listener for metrics; null: none. */
  readonly 'metrics.port': number | null;
  /** Base URL of the collector that metrics are pushed to; '': none. */
  readonly 'metrics.otlpEndpoint': string;
  /** Whether log lines and pushed metrics carry the pseudonymous id of this installation. */
  readonly 'log.installId': boolean;
}

/** The name of one configurable value. */
export type ConfigField = keyof ConfigValues;

/** Why a value cannot be used. */
export type ValueProblem = EndpointProblem | 'noBackupPin' | 'wrongType' | 'outOfRange' | 'holdsKey';

/** A value that can be used, or why it cannot. */
export type Checked<T> = { readonly value: T } | { readonly reason: ValueProblem };

/** How one value is found and what it may be. */
export interface Field<T> {
  /** Never throws, whatever it is given. */
  readonly check: (candidate: unknown) => Checked<T>;
  /** What holds when nobody said anything; some of it depends on where requests go. */
  readonly fallback: (endpoint: string) => T;
  /** Environment variables that give it, the strongest first. */
  readonly variables: readonly string[];
  /** What a variable's text stands for. */
  readonly read: (text: string) => unknown;
  /** True for what decides where code and keys go or are kept: a folder that was opened has no say in it. */
  readonly isPersonal: boolean;
}

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]{0,4096}$/;
const ourHeaders =
  /^(host|connection|content-length|content-type|transfer-encoding|accept-encoding|expect)$/i;

const maxTokens = z.number().check(z.int(), z.gte(1), z.lte(131_072));
const temperature = z.number().check(z.gte(0), z.lte(2));
const headers = z.record(
  z.string().check(
    z.regex(headerName),
    z.refine((name) => !ourHeaders.test(name)),
  ),
  z.string().check(z.regex(headerValue)),
);
const days = z.number().check(z.int(), z.gte(1), z.lte(365));
const megabytes = z.number().check(z.int(), z.gte(1), z.lte(1024));
const perMinute = z.number().check(z.int(), z.gte(1), z.lte(1_000_000_000));
const concurrency = z.number().check(z.int(), z.gte(1), z.lte(1000));
const port = z.number().check(z.int(), z.gte(1024), z.lte(65_535));
const seconds = z.number().check(z.gte(1), z.lte(3600));

/** One row per value: to add one, add it here, to `ConfigValues`, and as a setting to the manifest. */
export const configFields: { readonly [Name in ConfigField]: Field<ConfigValues[Name]> } = {
  endpoint: {
    check: checkEndpoint,
    fallback: () => 'https://api.openai.com/v1',
    variables: ['OPENCRATES_ENDPOINT', 'OPENAI_BASE_URL'],
    read: (text) => text,
    isPersonal: true,
  },
  model: {
    ...field(modelName, () => 'gpt-5.4-mini', ['OPENCRATES_MODEL', 'OPENAI_MODEL']),
    check: checkModel,
  },
  maxTokens: { ...field(maxTokens, () => 4096, ['OPENCRATES_MAX_TOKENS']), read: toNumber },
  temperature: { ...field(temperature, () => null, ['OPENCRATES_TEMPERATURE']), read: toNumber },
  headers: { ...field(headers, () => ({})), isPersonal: true },
  capabilities: { ...field(capabilityOverrides, () => ({})), isPersonal: true },
  // One cache for all folders of this computer.
  'cache.enabled': { ...field(z.boolean(), () => true), isPersonal: true },
  'cache.days': { ...field(days, () => 30), isPersonal: true },
  'cache.megabytes': { ...field(megabytes, () => 64), isPersonal: true },
  'limits.requestsPerMinute': field(perMinute, () => null),
  'limits.tokensPerMinute': field(perMinute, () => null),
  'limits.concurrency': field(concurrency, () => 10),
  // A server on this computer answers one request after another and reads long prompts slowly;
  // below 300 s, where Node's own fetch gives up.
  'timeouts.headers': field(seconds, (endpoint) => (isThisComputer(endpoint) ? 280 : 30)),
  'timeouts.firstToken': field(seconds, (endpoint) => (isThisComputer(endpoint) ? 280 : 120)),
  'timeouts.idle': field(seconds, () => 60),
  'timeouts.total': field(seconds, () => 600),
  'tls.minimum': personal(transportSchemas['tls.minimum'], {}),
  'tls.pins': { ...personal(transportSchemas['tls.pins'], {}), check: checkPins },
  'tls.clientCertificates': personal(transportSchemas['tls.clientCertificates'], {}),
  'connections.maximum': personal<number | null>(transportSchemas['connections.maximum'], null),
  'connections.idle': personal<number | null>(transportSchemas['connections.idle'], null),
  signing: personal(transportSchemas.signing, {}),
  'metrics.port': { ...field<number | null>(port, () => null), isPersonal: true },
  'metrics.otlpEndpoint': {
    ...field(z.string(), () => ''),
    check: checkEndpoint,
    isPersonal: true,
  },
  'log.installId': { ...field(z.boolean(), () => true), isPersonal: true },
};

/** The names of all values, in the order they are shown. */
export const configFieldNames: readonly ConfigField[] = Object.keys(configFields).filter(isConfigField);

function isConfigField(name: string): name is ConfigField {
  return Object.hasOwn(configFields, name);
}

function field<T>(
  schema: z.ZodMiniType<T>,
  fallback: Field<T>['fallback'],
  variables: readonly string[] = [],
): Field<T> {
  return {
    check: (candidate) => checkSchema(schema, candidate),
    fallback,
    variables,
    read: (text) => text,
    isPersonal: false,
  };
}

function personal<T>(schema: z.ZodMiniType<T>, fallback: T): Field<T> {
  return { ...field(schema, () => fallback), isPersonal: true };
}

function toNumber(text: string): unknown {
  return text.trim() === '' ? undefined : Number(text);
}

function checkEndpoint(candidate: unknown): Checked<string> {
  if (typeof candidate !== 'string') return { reason: 'wrongType' };
  if (holdsKey(candidate)) return { reason: 'holdsKey' };
  const normal = normalizeEndpoint(candidate);
  if ('problem' in normal) return { reason: normal.problem };
  return isTransportAllowed(normal.endpoint) ? { value: normal.endpoint } : { reason: 'notHttp' };
}

function checkPins(candidate: unknown): Checked<ConfigValues['tls.pins']> {
  return lacksBackupPin(candidate)
    ? { reason: 'noBackupPin' }
    : checkSchema(transportSchemas['tls.pins'], candidate);
}

/** A key in a name would end up in logs, and at the server as a name. */
function checkModel(candidate: unknown): Checked<string> {
  if (typeof candidate === 'string' && holdsKey(candidate)) return { reason: 'holdsKey' };
  return checkSchema(modelName, candidate);
}

function checkSchema<T>(schema: z.ZodMiniType<T>, candidate: unknown): Checked<T> {
  const parsed = schema.safeParse(candidate);
  if (parsed.success) return { value: parsed.data };
  return { reason: parsed.error.issues[0]?.code === 'invalid_type' ? 'wrongType' : 'outOfRange' };
}
