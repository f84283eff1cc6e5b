import { failureContext, type FailedRequest } from './failureContext.ts';
import type { Services } from './services.ts';

/**
 * Tells a failure without waiting for an answer: a command is over when its work is, whatever the person clicks later.
 * Resolves with the words it was told in, undefined for a cancelled request; never rejects.
 */
export async function tell(
  error: unknown,
  services: Services,
  about: FailedRequest = {},
): Promise<string | undefined> {
  const onFault = (fault: unknown): undefined => {
    services.log.error(String(fault));
  };
  try {
    const { describeFailure, showFailure } = await import('./failures.ts');
    const failure = describeFailure(error, failureContext(services, about));
    if (failure !== undefined) showFailure(error, failure, services.log).catch(onFault);
    return failure?.message;
  } catch (fault) {
    return onFault(fault);
  }
}
