import type { CallOptions } from '../provider/provider.ts';
import type { RequestScope } from './requests.ts';

/** How a request that a person waits for is served; `refresh` when they asked once more. */
export function callOptions(
  { signal, correlationId }: RequestScope,
  cache: CallOptions['cache'] = 'use',
): CallOptions {
  return { signal, correlationId, priority: 'interactive', cache };
}
