import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attemptLogLine, attemptLogSchema } from '../../../src/provider/attemptLog.ts';
import { noUsage } from '../../../src/provider/usage.ts';
import { anyText } from '../../support/hostileStrings.ts';
import { attemptOf } from './attemptLine.ts';

const installId = '0190f0d8-5b7e-4c6a-9d3e-2f1a0b9c8d7e';

describe('A line of the log', () => {
  it('holds what there is to know of an attempt, in whole milliseconds', () => {
    assert.deepEqual(JSON.parse(attemptLogLine(attemptOf({ retryAfterMs: 2000 }), installId)), {
      event: 'attempt',
      correlationId: 'c-1',
      installId,
      attempt: 1,
      task: 'generate',
      model: 'gpt-x',
      host: 'models.example',
      outcome: 'ok',
      status: 200,
      requestId: 'req-1',
      retryAfterMs: 2000,
      milliseconds: 1235,
      headersMs: 100,
      firstTokenMs: 201,
      promptTokens: 100,
      completionTokens: 20,
    });
  });

  it('leaves out what is not known', () => {
    const nothing = {
      status: undefined,
      requestId: undefined,
      headersMs: undefined,
      firstTokenMs: undefined,
      usage: noUsage,
    };
    const line: unknown = JSON.parse(
      attemptLogLine(attemptOf({ ...nothing, outcome: 'network' }), undefined),
    );
    assert.ok(typeof line === 'object' && line !== null);
    const known = ['event', 'correlationId', 'attempt', 'task', 'model', 'host', 'outcome', 'milliseconds'];
    assert.deepEqual(Object.keys(line), [...known, 'promptTokens', 'completionTokens']);
  });

  it('keeps to its schema and to one plain line, whatever names are given', () => {
    const names = anyText;
    fc.assert(
      fc.property(names, names, names, names, (model, host, requestId, correlationId) => {
        const text = attemptLogLine(attemptOf({ model, host, requestId, correlationId }), installId);
        // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
        assert.doesNotMatch(text, /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
        assert.ok(text.length < 1500);
        assert.ok(attemptLogSchema.safeParse(JSON.parse(text)).success);
      }),
    );
  });
});
