import { configFieldNames, configFields } from './configFields.ts';
import type { ConfigField, ConfigValues, Field, ValueProblem } from './configFields.ts';
import { toTransport, type TransportConfig } from './transportConfig.ts';

export type { ConfigField } from './configFields.ts';

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
  /** What a person knows better about endpoints than we do. */
  readonly capabilities: ConfigValues['capabilities'];
  readonly cache: {
    /** Whether an answer is kept and given again to the same request. */
    readonly enabled: boolean;
    /** How long an answer is kept. */
    readonly days: number;
    /** How much room kept answers take on the disk. */
    readonly megabytes: number;
  };
  /** In force for the endpoint as a whole; null: none. */
  readonly limits: {
    readonly requestsPerMinute: number | null;
    readonly tokensPerMinute: number | null;
    /** Attempts at the same time. */
    readonly concurrency: number;
  };
  readonly timeouts: {
    readonly headersMs: number;
    readonly firstTokenMs: number;
    readonly idleMs: number;
    readonly totalMs: number;
  };
  readonly transport: TransportConfig;
}

/** Where a value was found, the strongest first. */
export type ConfigSource =
  | 'arguments'
  | 'environment'
  | 'file'
  | 'workspaceSettings'
  | 'settings'
  | 'default';

/** Where a value comes from: the layer, and its name there ('' for a default). */
export interface ConfigOrigin {
  readonly source: ConfigSource;
  readonly name: string;
  /** For `file`: what the file is called. */
  readonly file?: string;
}

/** What a folder's `opencrates.toml` or `opencrates.json` says, unchecked, by dotted name. */
export interface ConfigFile {
  /** The file's own name. */
  readonly name: string;
  readonly values: ReadonlyMap<string, unknown>;
}

/** The layers as they were found, unchecked. A value that is undefined, null or '' counts as not given. */
export interface ConfigLayers {
  /** By field; times in seconds. */
  readonly arguments: Readonly<Partial<Record<ConfigField, unknown>>>;
  /** The process environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absent without such a file, and in a workspace that is not trusted. */
  readonly file?: ConfigFile | undefined;
  /** By field, what the workspace's own settings say. */
  readonly workspaceSettings?: Readonly<Record<string, unknown>>;
  /** By field, only what a person set (not the manifest's defaults); times in seconds. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A value that was passed over because it cannot be used. It never holds the value, which may be a secret. */
export interface ConfigWarning {
  readonly source: Exclude<ConfigSource, 'default'>;
  /** The argument, environment variable, entry of the file, or setting. */
  readonly name: string;
  /** `refused`: a file of the workspace has no say in it. `unknown`: the file names something that is none of ours. */
  readonly reason: ValueProblem | 'refused' | 'unknown';
}

export interface ResolvedConfig {
  readonly config: CodexConfig;
  readonly values: ConfigValues;
  /** Absent: the default. */
  readonly origins: Readonly<Partial<Record<ConfigField, ConfigOrigin>>>;
  readonly warnings: readonly ConfigWarning[];
}

/**
 * The configuration in force: for each field the first usable value of arguments, environment, the workspace's file,
 * its settings, the person's settings, defaults. A value that cannot be used is passed over with a warning that names
 * it; nothing throws.
 */
export function resolveConfig(layers: ConfigLayers): ResolvedConfig {
  const warnings: ConfigWarning[] = [...misplacedEntries(layers.file)];
  const origins: Partial<Record<ConfigField, ConfigOrigin>> = {};
  const pick = <Name extends ConfigField>(name: Name, endpoint: string): ConfigValues[Name] => {
    const field: Field<ConfigValues[Name]> = configFields[name];
    for (const { value, ...origin } of candidates(layers, name)) {
      const checked = field.check(value);
      if ('value' in checked) {
        origins[name] = origin;
        return checked.value;
      }
      warnings.push({ source: origin.source, name: origin.name, reason: checked.reason });
    }
    return field.fallback(endpoint);
  };
  const endpoint = pick('endpoint', '');
  const values: ConfigValues = {
    endpoint,
    model: pick('model', endpoint),
    maxTokens: pick('maxTokens', endpoint),
    temperature: pick('temperature', endpoint),
    headers: pick('headers', endpoint),
    capabilities: pick('capabilities', endpoint),
    'cache.enabled': pick('cache.enabled', endpoint),
    'cache.days': pick('cache.days', endpoint),
    'cache.megabytes': pick('cache.megabytes', endpoint),
    'limits.requestsPerMinute': pick('limits.requestsPerMinute', endpoint),
    'limits.tokensPerMinute': pick('limits.tokensPerMinute', endpoint),
    'limits.concurrency': pick('limits.concurrency', endpoint),
    'timeouts.headers': pick('timeouts.headers', endpoint),
    'timeouts.firstToken': pick('timeouts.firstToken', endpoint),
    'timeouts.idle': pick('timeouts.idle', endpoint),
    'timeouts.total': pick('timeouts.total', endpoint),
    'tls.minimum': pick('tls.minimum', endpoint),
    'tls.pins': pick('tls.pins', endpoint),
    'tls.clientCertificates': pick('tls.clientCertificates', endpoint),
    'connections.maximum': pick('connections.maximum', endpoint),
    'connections.idle': pick('connections.idle', endpoint),
    signing: pick('signing', endpoint),
    'metrics.port': pick('metrics.port', endpoint),
    'metrics.otlpEndpoint': pick('metrics.otlpEndpoint', endpoint),
    'log.installId': pick('log.installId', endpoint),
  };
  return { config: toConfig(values), values, origins, warnings };
}

function toConfig(values: ConfigValues): CodexConfig {
  const { endpoint, model, maxTokens, temperature, headers, capabilities } = values;
  return {
    endpoint,
    model,
    maxTokens,
    temperature,
    headers,
    capabilities,
    cache: {
      enabled: values['cache.enabled'],
      days: values['cache.days'],
      megabytes: values['cache.megabytes'],
    },
    limits: {
      requestsPerMinute: values['limits.requestsPerMinute'],
      tokensPerMinute: values['limits.tokensPerMinute'],
      concurrency: values['limits.concurrency'],
    },
    timeouts: {
      headersMs: values['timeouts.headers'] * 1000,
      firstTokenMs: values['timeouts.firstToken'] * 1000,
      idleMs: values['timeouts.idle'] * 1000,
      totalMs: values['timeouts.total'] * 1000,
    },
    transport: toTransport(values),
  };
}

interface Candidate extends ConfigOrigin {
  readonly source: Exclude<ConfigSource, 'default'>;
  readonly value: unknown;
}

function candidates(layers: ConfigLayers, name: ConfigField): readonly Candidate[] {
  const { variables, read, isPersonal } = configFields[name];
  const setting = `opencrates.${name}`;
  const ofWorkspace: readonly Candidate[] = isPersonal
    ? []
    : [
        {
          source: 'file',
          name,
          value: layers.file?.values.get(name),
          ...(layers.file !== undefined && { file: layers.file.name }),
        },
        { source: 'workspaceSettings', name: setting, value: layers.workspaceSettings?.[name] },
      ];
  const found: readonly Candidate[] = [
    { source: 'arguments', name, value: layers.arguments[name] },
    ...variables.map((variable) => ({
      source: 'environment' as const,
      name: variable,
      value: read(layers.environment[variable] ?? ''),
    })),
    ...ofWorkspace,
    { source: 'settings', name: setting, value: layers.settings[name] },
  ];
  return found.filter(({ value }) => value !== undefined && value !== null && value !== '');
}

/** Names by which a file might try to bring a key along. */
const keyNames = /(^|[._-])(api[._-]?)?(key|keys|token|secret|password|authorization)$/i;

function misplacedEntries(file: ConfigFile | undefined): readonly ConfigWarning[] {
  return [...(file?.values.keys() ?? [])].flatMap((name) => {
    const reason = whyNotInAFile(name);
    return reason === undefined ? [] : [{ source: 'file' as const, name, reason }];
  });
}

function whyNotInAFile(name: string): 'refused' | 'unknown' | undefined {
  const field = configFieldNames.find((known) => name === known);
  if (field !== undefined) return configFields[field].isPersonal ? 'refused' : undefined;
  const isPartOfPersonal = configFieldNames.some(
    (known) => configFields[known].isPersonal && name.toLowerCase().startsWith(`${known}.`),
  );
  return isPartOfPersonal || keyNames.test(name) ? 'refused' : 'unknown';
}
