import type { ApiKey, KeySource } from '../provider/apiKey.ts';
import type { Clock } from '../provider/clock.ts';
import { collect } from '../provider/collect.ts';
import type { CodexConfig } from '../provider/config.ts';
import { endpointHost } from '../provider/endpoint.ts';
import { isCutAtLimit } from '../provider/errors.ts';
import { healthStepNames } from '../provider/health.ts';
import type { FailedStep, HealthFact, HealthReport, HealthStep } from '../provider/health.ts';
import type { GenerationRequest, HealthWatch, LLMProvider } from '../provider/provider.ts';
import type { Scrub } from './classify.ts';
import { lookAtRoute } from './healthRoute.ts';
import type { Route, Surroundings } from './healthRoute.ts';
import { keyFor } from './keyFor.ts';
import { listModels } from './listModels.ts';
import { createScrub } from './scrub.ts';
import { timed } from './timed.ts';
import type { Timed } from './timed.ts';
import { transportFaultOf } from './transport/transportFault.ts';

/** What a health check needs. */
export interface HealthDeps {
  readonly config: () => CodexConfig;
  readonly key: KeySource;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly stream: LLMProvider['stream'];
  readonly surroundings?: Surroundings;
}

/** Short, but within what every server takes as an upper bound. */
const tokensAsked = 16;

/** One check while it runs. */
interface Check {
  readonly deps: HealthDeps;
  readonly config: CodexConfig;
  readonly signal: AbortSignal;
  readonly watch: HealthWatch;
  readonly scrub: Scrub;
  /** Adds a step, or takes the place of the one with its name. */
  readonly add: (step: HealthStep) => void;
}

/**
 * Follows a request's way: does the name resolve, what is on the way, does the server take the key, does it know the
 * model, does a token come. A step that cannot be taken because an earlier one failed is left out.
 */
export async function checkHealth(
  deps: HealthDeps,
  signal: AbortSignal,
  watch: HealthWatch = {},
): Promise<HealthReport> {
  const config = deps.config();
  const steps = new Map<string, HealthStep>();
  const add = (step: HealthStep): void => {
    steps.set(step.name, step);
    watch.onStep?.(step);
  };
  const lookup = await timed(deps.clock, () => keyFor({ ...deps, config }, signal));
  const key = 'value' in lookup ? lookup.value : undefined;
  const secrets = [key?.reveal() ?? '', ...Object.values(config.headers)];
  await takeSteps({ deps, config, signal, watch, scrub: createScrub(secrets, []), add }, lookup);
  const taken = healthStepNames.flatMap((name) => steps.get(name) ?? []);
  return { ok: taken.every(({ ok }) => ok), steps: taken };
}

async function takeSteps(check: Check, lookup: Timed<ApiKey | undefined>): Promise<void> {
  const { deps, config, signal, scrub, add } = check;
  const { endpoint } = config;
  const { clock, surroundings = {} } = deps;
  const route = await lookAtRoute({ endpoint, surroundings, clock, scrub }, signal);
  addRoute(check, route);
  if ('failure' in lookup) return add(failed('key', lookup));

  const list = await timed(clock, () => models(check, lookup.value));
  if ('failure' in list && !isReached(list)) return addUnreached(check, route, list);
  addReached(check, route);
  add(passed('endpoint', list, { kind: 'answers', host: endpointHost(endpoint) }));
  if ('failure' in list && list.failure.kind === 'auth') return add(failed('key', list));
  add(passed('key', lookup, keyFact(lookup.value)));
  const listed = 'value' in list ? { isListed: list.value.includes(config.model) } : {};
  add(passed('model', list, { kind: 'model', model: scrub(config.model), ...listed }));
  if ((await check.watch.mayAskToken?.()) === false) return;

  const token = await timed(clock, () => oneToken(check));
  if ('value' in token) return add(passed('stream', token, { kind: 'token' }));
  add(failed(token.failure.kind === 'modelUnavailable' ? 'model' : 'stream', token));
}

type Failure = Extract<Timed<unknown>, { readonly failure: unknown }>;

/** Any reply shows that something is there, be it one that has no list of models. */
function isReached({ failure }: Failure): boolean {
  return failure.status !== undefined || failure.kind === 'protocol';
}

function addRoute({ add }: Check, { name, proxy, tls }: Route): void {
  add('value' in name ? passed('name', name, name.value) : failed('name', name));
  add(passed('proxy', { milliseconds: 0 }, proxy));
  if ('value' in name && 'value' in tls) add(passed('tls', tls, tls.value));
}

/** The server answers: what could not be seen from here is done by something between. */
function addReached({ add }: Check, { name, tls }: Route): void {
  if ('failure' in name) {
    add(passed('name', name, { kind: 'byProxy' }));
    add(passed('proxy', { milliseconds: 0 }, { kind: 'proxy' }));
  }
  add(passed('tls', tls, 'value' in tls ? tls.value : { kind: 'tlsUnseen' }));
}

function addUnreached({ add }: Check, { name, tls }: Route, list: Failure): void {
  if (list.failure.kind === 'tls') {
    add({ ...failed('tls', list), ...('value' in tls && { fact: tls.value }) });
    return;
  }
  // A name that is not found has been told.
  if ('value' in name) add(failed('endpoint', list));
}

function passed(
  name: HealthStep['name'],
  { milliseconds }: { readonly milliseconds: number },
  fact: HealthFact,
): HealthStep {
  return { name, ok: true, milliseconds, fact };
}

function failed(name: HealthStep['name'], { milliseconds, failure }: Failure): FailedStep {
  const fault = transportFaultOf(failure);
  const known = { name, ok: false, milliseconds, failure: failure.kind, detail: failure.message } as const;
  return fault === undefined ? known : { ...known, fault };
}

function keyFact(key: ApiKey | undefined): HealthFact {
  if (key === undefined) return { kind: 'keyless' };
  return key.ending === '' ? { kind: 'key' } : { kind: 'key', ending: key.ending };
}

function models({ deps, config, signal }: Check, key: ApiKey | undefined): Promise<readonly string[]> {
  const { endpoint, headers, timeouts } = config;
  return listModels({ endpoint, key, headers, fetch: deps.fetch, timeoutMs: timeouts.headersMs }, signal);
}

/** Reads to the end, so that it counts as answered; an answer cut at so few tokens is as good. */
async function oneToken({ deps, watch, signal }: Check): Promise<void> {
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
    await collect((watch.stream ?? deps.stream)(request, options));
  } catch (error) {
    if (!isCutAtLimit(error)) throw error;
  }
}
