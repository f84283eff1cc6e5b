import { failureContext, type FailedRequest } from './failureContext.ts';
import type { Services } from './services.ts';

/** Tells a failure without waiting for an answer: a command is over when its work is, whatever the person clicks later. */
export function tell(error: unknown, services: Services, about: FailedRequest = {}): void {
  void import('./failures.ts')
    .then(({ tellFailure }) => tellFailure(error, failureContext(services, about)))
    .catch((fault: unknown) => services.log.error(String(fault)));
}
