import assert from 'node:assert/strict';
import { ProviderError } from '../../../src/provider/errors.ts';
import { certificateCause, networkCause } from '../../../src/editor/failureCause.ts';

function coded(code: string, cause?: unknown): Error {
  return Object.assign(new Error(code, { cause }), { code });
}

describe('networkCause', () => {
  it('reads the code of the error itself', () =>
    assert.equal(networkCause(coded('ENOTFOUND')), 'nameNotFound'));

  it('reads the code that a classified failure has as its detail', () => {
    const error = new ProviderError({ kind: 'network', detail: 'ECONNREFUSED' });
    assert.equal(networkCause(error), 'refused');
  });

  it('reads the code below the errors that wrap it', () => {
    const error = new Error('fetch failed', { cause: coded('WRAPPED', coded('ECONNREFUSED')) });
    assert.equal(networkCause(error), 'refused');
  });

  it('reads the parts of an error that stands for several addresses', () => {
    const error = new AggregateError([coded('EHOSTUNREACH'), coded('ECONNREFUSED')]);
    assert.equal(networkCause(error), 'unreachable');
  });

  it('says other for codes it does not know, and for names every object has', () => {
    assert.equal(networkCause(coded('EWHATEVER')), 'other');
    assert.equal(networkCause(coded('toString')), 'other');
    assert.equal(networkCause(undefined), 'other');
  });

  it('ends on a chain that leads back to itself', () => {
    const error: Error & { cause?: unknown } = new Error('round');
    error.cause = error;
    assert.equal(networkCause(error), 'other');
  });
});

describe('certificateCause', () => {
  for (const [code, cause] of [
    ['CERT_HAS_EXPIRED', 'expired'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrongName'],
    ['ECONNRESET', 'other'],
  ] as const) {
    it(`reads ${code} as ${cause}`, () => assert.equal(certificateCause(coded('X', coded(code))), cause));
  }
});
