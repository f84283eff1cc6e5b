import { isTransportFault, transportFault } from '../../openai/transport/transportFault.ts';
import { ProviderError } from '../../provider/errors.ts';
import type { FailedStep } from '../../provider/health.ts';

/** The failure of a step as it was thrown, for the sentence it has elsewhere. */
export function stepError({ failure, detail, fault }: FailedStep): ProviderError {
  return fault !== undefined && isTransportFault(fault)
    ? transportFault(fault, detail)
    : new ProviderError({ kind: failure, detail });
}
