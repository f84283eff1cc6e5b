import type * as vscode from 'vscode';
import type { Ledger } from '../ledger/ledger.ts';
import { createOpenAIProvider } from '../openai/openaiProvider.ts';
import { systemClock } from '../provider/clock.ts';
import { endpointHost } from '../provider/endpoint.ts';
import { createPipe } from '../provider/pipe.ts';
import type { LLMProvider } from '../provider/provider.ts';
import { createResilience } from '../provider/resilience.ts';
import type { Resilience } from '../provider/resilience.ts';
import type { AnswerCache } from './answerCache.ts';
import { editorProxy } from './health/editorProxy.ts';
import type { LazyEndpoints } from './lazyEndpoints.ts';
import type { Observability } from './observability.ts';
import type { KeyStore } from './secrets.ts';
import type { Settings } from './settings.ts';
import type { StatusBar } from './statusBar.ts';
import { trafficOf } from './traffic.ts';

/** The provider core of a window, and what can be seen and steered of its guards. */
export interface EditorProvider {
  readonly provider: LLMProvider;
  readonly resilience: Resilience;
}

/** The provider core as the editor runs it: its transport, keys from its secret storage, usage into the ledger. */
export async function createEditorProvider(deps: {
  readonly settings: Settings;
  readonly keys: KeyStore;
  readonly endpoints: LazyEndpoints;
  readonly ledger: Ledger;
  readonly observability: Observability;
  readonly statusBar: StatusBar;
  readonly log: Pick<vscode.LogOutputChannel, 'warn'>;
  readonly cache: AnswerCache;
}): Promise<EditorProvider> {
  const { settings, keys, endpoints, ledger, statusBar, cache, observability, log } = deps;
  const [fetch, book] = await Promise.all([endpoints.fetch(), endpoints.book()]);
  const resilience = createResilience({
    clock: systemClock,
    random: Math.random,
    target: () => settings.current().config,
    limits: () => settings.current().config.limits,
  });
  const { limits } = resilience.parts;
  settings.onDidChange(() => limits.update());
  // What a server asked of one key says nothing about another.
  keys.onDidChange(() => limits.resume());
  statusBar.follow(trafficOf(resilience, observability, settings, systemClock));
  resilience.breakers.onChange((id) => observability.onCircuit(id, resilience.breakers.circuit(id)));
  const attempt = createOpenAIProvider({
    config: () => settings.current().config,
    key: keys.source,
    fetch,
    book,
    clock: systemClock,
    onHeaders: (headers, options) => limits.onHeaders(headers, options),
    onAttempt(line) {
      observability.onAttempt(line);
      // After an answer, when nobody waits: what the endpoint says of itself.
      if (line.outcome !== 'ok') return;
      void endpoints
        .models()
        .then((models) => models.learn())
        .catch((error: unknown) => log.warn(String(error)));
    },
    surroundings: { proxy: editorProxy },
  });
  const provider = createPipe(attempt, {
    cache: (inner) => cache.around(inner, (hit) => observability.onCacheHit(hit)),
    ...resilience.parts,
    metering: {
      record(entry) {
        ledger.record(entry);
        observability.onRequest(entry);
        statusBar.refresh();
      },
      clock: Date.now,
      target() {
        const { endpoint, model } = settings.current().config;
        return { host: endpointHost(endpoint), model };
      },
    },
  });
  return { provider, resilience };
}
