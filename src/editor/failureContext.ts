import { endpointHost } from '../provider/endpoint.ts';
import type { FailureContext } from './failures.ts';
import type { Services } from './services.ts';

/** What a failure's sentence may name: the endpoint, the model, and what the request was about. */
export function failureContext(
  services: Services,
  about: Pick<FailureContext, 'subject' | 'retry'> = {},
): FailureContext {
  const { endpoint, model } = services.settings.current().config;
  const keyEnding = services.keys.endingOf(endpointHost(endpoint));
  return { endpoint, model, log: services.log, ...(keyEnding === undefined ? {} : { keyEnding }), ...about };
}
