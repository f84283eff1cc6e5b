import type { ApiKey, KeySource } from '../provider/apiKey.ts';
import type { Clock } from '../provider/clock.ts';
import type { CodexConfig } from '../provider/config.ts';
import { endpointHost } from '../provider/endpoint.ts';
import { isProviderError } from '../provider/errors.ts';
import type { ProviderError } from '../provider/errors.ts';
import type { GenerationRequest, HealthReport, HealthStep, LLMProvider } from '../provider/provider.ts';
import { keyFor } from './keyFor.ts';
import { listModels } from './listModels.ts';

/** What a health check needs. */
export interface HealthDeps {
  readonly config: () => CodexConfig;
  readonly key: KeySource;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly stream: LLMProvider['stream'];
}

/** Short, but within what every server takes as an upper bound. */
const tokensAsked = 16;

/**
 * Follows a request's way step by step: is the endpoint there, does it take the key, does it know the model, does a
 * token come. A step that cannot be taken because an earlier one failed is left out. Never throws but when cancelled.
 */
export async function checkHealth(deps: HealthDeps, signal: AbortSignal): Promise<HealthReport> {
  const config = deps.config();
  const steps: HealthStep[] = [];
  const report = (): HealthReport => ({ ok: steps.every(({ ok }) => ok), steps });

  const lookup = await timed(deps.clock, () => keyFor({ ...deps, config }, signal));
  stopIfCancelled(lookup);
  if ('failure' in lookup) return { ok: false, steps: [failed('key', lookup)] };

  const list = await timed(deps.clock, () => models(deps, config, lookup.value, signal));
  stopIfCancelled(list);
  const absent = unreached(list);
  if (absent !== undefined) return { ok: false, steps: [failed('endpoint', absent)] };
  steps.push(passed('endpoint', list, endpointHost(config.endpoint)));
  const isRefused = 'failure' in list && list.failure.kind === 'auth';
  steps.push(isRefused ? failed('key', list) : passed('key', lookup, keyDetail(lookup.value)));
  if (isRefused) return report();

  const token = await timed(deps.clock, () => oneToken(deps, signal));
  stopIfCancelled(token);
  const isListed = !('value' in list) || list.value.includes(config.model);
  if ('failure' in token && token.failure.kind === 'modelUnavailable') {
    steps.push(failed('model', token));
    return report();
  }
  steps.push(passed('model', list, isListed ? config.model : `${config.model} (not in the server's list)`));
  steps.push('failure' in token ? failed('stream', token) : passed('stream', token, 'a token arrived'));
  return report();
}

interface Passed<T> {
  readonly milliseconds: number;
  readonly value: T;
}

interface Failed {
  readonly milliseconds: number;
  readonly failure: ProviderError;
}

async function timed<T>(clock: Clock, step: () => Promise<T>): Promise<Passed<T> | Failed> {
  const startedAt = clock.now();
  try {
    const value = await step();
    return { value, milliseconds: clock.now() - startedAt };
  } catch (error) {
    if (!isProviderError(error)) throw error;
    return { failure: error, milliseconds: clock.now() - startedAt };
  }
}

function stopIfCancelled(step: Passed<unknown> | Failed): void {
  if ('failure' in step && step.failure.kind === 'cancelled') throw step.failure;
}

/** The failure when nothing is there. Any reply shows that something is, be it one that has no list of models. */
function unreached(list: Passed<unknown> | Failed): Failed | undefined {
  if ('value' in list || list.failure.status !== undefined || list.failure.kind === 'protocol')
    return undefined;
  return list;
}

function passed(
  name: HealthStep['name'],
  { milliseconds }: { readonly milliseconds: number },
  detail: string,
): HealthStep {
  return { name, ok: true, milliseconds, detail };
}

function failed(name: HealthStep['name'], { milliseconds, failure }: Failed): HealthStep {
  return { name, ok: false, milliseconds, failure: failure.kind, detail: failure.message };
}

function keyDetail(key: ApiKey | undefined): string {
  return key === undefined ? 'no key' : `key ending in ${key.ending}`;
}

function models(
  deps: HealthDeps,
  config: CodexConfig,
  key: ApiKey | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { endpoint, headers, timeouts } = config;
  return listModels({ endpoint, key, headers, fetch: deps.fetch, timeoutMs: timeouts.headersMs }, signal);
}

/** Reads until the first text; an answer cut at so few tokens is as good. */
async function oneToken(deps: HealthDeps, signal: AbortSignal): Promise<void> {
  const request: GenerationRequest = {
    task: 'health',
    system: '',
    context: [],
    prompt: 'Say ok.',
    history: [],
    format: { kind: 'text' },
    maxTokens: tokensAsked,
  };
  const options = {
    signal,
    priority: 'background',
    cache: 'off',
    correlationId: crypto.randomUUID(),
  } as const;
  try {
    for await (const event of deps.stream(request, options)) {
      if (event.type === 'text' || event.type === 'reasoning') return;
    }
  } catch (error) {
    if (!isProviderError(error) || error.kind !== 'truncated') throw error;
  }
}
