import { failureContext } from './failureContext.ts';
import type { FailureContext } from './failures.ts';
import type { Services } from './services.ts';

/** Tells a failure without waiting for an answer: a command is over when its work is, whatever the person clicks later. */
export function tell(
  error: unknown,
  services: Services,
  about: Pick<FailureContext, 'subject' | 'retry'> = {},
): void {
  void import('./failures.ts')
    .then(({ tellFailure }) => tellFailure(error, failureContext(services, about)))
    .catch((fault: unknown) => services.log.error(String(fault)));
}
