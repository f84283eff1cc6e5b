import { endpointHost } from '../provider/endpoint.ts';
import type { FailureContext } from './failures.ts';
import type { Services } from './services.ts';

/** What only the request knows of its failure; without `model` it was the configured one. */
export interface FailedRequest extends Pick<FailureContext, 'subject' | 'retry' | 'isKept'> {
  readonly model?: string | undefined;
}

/** What a failure's sentence may name: the endpoint, the model, and what the request was about. */
export function failureContext(services: Services, { model, ...about }: FailedRequest = {}): FailureContext {
  const { config } = services.settings.current();
  const { endpoint } = config;
  const keyEnding = services.keys.endingOf(endpointHost(endpoint));
  return {
    endpoint,
    model: model ?? config.model,
    log: services.log,
    ...(keyEnding === undefined ? {} : { keyEnding }),
    ...about,
  };
}
