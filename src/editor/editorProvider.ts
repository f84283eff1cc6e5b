import type { Ledger } from '../ledger/ledger.ts';
import { createOpenAIProvider } from '../openai/openaiProvider.ts';
import { systemClock } from '../provider/clock.ts';
import { endpointHost } from '../provider/endpoint.ts';
import { createPipe } from '../provider/pipe.ts';
import type { LLMProvider } from '../provider/provider.ts';
import { createResilience } from '../provider/resilience.ts';
import type { Resilience } from '../provider/resilience.ts';
import type { AnswerCache } from './answerCache.ts';
import { createEditorTransport } from './editorTransport.ts';
import { editorProxy } from './health/editorProxy.ts';
import type { Observability } from './observability.ts';
import type { PlainHttp } from './plainHttp.ts';
import type { KeyStore } from './secrets.ts';
import type { Settings } from './settings.ts';
import type { StatusBar } from './statusBar.ts';
import { trafficOf } from './traffic.ts';
import type { TransportSecrets } from './transportSecrets.ts';

/** The provider core of a window, and what can be seen and steered of its guards. */
export interface EditorProvider {
  readonly provider: LLMProvider;
  readonly resilience: Resilience;
}

/** The provider core as the editor runs it: its transport, keys from its secret storage, usage into the ledger. */
export function createEditorProvider(deps: {
  readonly settings: Settings;
  readonly keys: KeyStore;
  readonly plainHttp: PlainHttp;
  readonly transportSecrets: TransportSecrets;
  readonly ledger: Ledger;
  readonly observability: Observability;
  readonly statusBar: StatusBar;
  readonly cache: AnswerCache;
}): EditorProvider {
  const { settings, keys, plainHttp, transportSecrets: secrets, ledger, statusBar, cache } = deps;
  const { observability } = deps;
  const resilience = createResilience({
    clock: systemClock,
    random: Math.random,
    target: () => settings.current().config,
    limits: () => settings.current().config.limits,
  });
  statusBar.follow(trafficOf(resilience, observability, settings, systemClock));
  resilience.breakers.onChange((id) => observability.onCircuit(id, resilience.breakers.circuit(id)));
  const attempt = createOpenAIProvider({
    config: () => settings.current().config,
    key: keys.source,
    fetch: createEditorTransport({ settings, secrets, plainHttp }),
    clock: systemClock,
    onHeaders: (headers, options) => resilience.parts.limits.onHeaders(headers, options),
    onAttempt: (line) => observability.onAttempt(line),
    surroundings: { proxy: editorProxy },
  });
  const provider = createPipe(attempt, {
    cache: cache.around,
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
