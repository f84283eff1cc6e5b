import type { CallOptions } from '../provider/provider.ts';
import type { RequestScope } from './requests.ts';

/** How a request that a person waits for is served. */
export function callOptions({ signal, correlationId }: RequestScope): CallOptions {
  return { signal, correlationId, priority: 'interactive', cache: 'use' };
}
