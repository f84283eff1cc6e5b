import { ProviderError } from '../provider/errors.ts';

/** Why a key that may exist cannot be used: the storage did not answer, it threw, or what it holds is no key. */
export type KeyFaultReason = 'late' | 'failed' | 'unusable';

const details: Readonly<Record<KeyFaultReason, string>> = {
  late: 'the secret storage of the editor did not answer in time',
  failed: 'the secret storage of the editor failed',
  unusable: 'the key that was found is not usable as a key',
};

/** A failure of kind `noKey` that `keyFaultOf` tells apart from a key that was never entered. */
export function keyFault(reason: KeyFaultReason): ProviderError {
  return new ProviderError({ kind: 'noKey', detail: details[reason], cause: { keyFault: reason } });
}

/** The reason that `keyFault` was given; undefined for every other error. */
export function keyFaultOf(error: unknown): KeyFaultReason | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null || !('keyFault' in cause)) return undefined;
  const reason = cause.keyFault;
  return reason === 'late' || reason === 'failed' || reason === 'unusable' ? reason : undefined;
}
