import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { refusedParameter } from '../../../src/openai/refusedParameter.ts';

interface Refusal {
  readonly server: string;
  readonly source: string;
  readonly status: number;
  readonly body: unknown;
  readonly parameter: string | null;
}

/** What servers really said; each names where it was seen. */
const refusals: readonly Refusal[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/refusals.json'), 'utf8'),
);

function parameterOf(body: unknown, status = 400): string | undefined {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return refusedParameter({ status, headers: new Headers(), body: text });
}

const openai = (param: string, code: string | null, message = 'no'): unknown => ({
  error: { message, type: 'invalid_request_error', param, code },
});

describe('A refusal for one parameter', () => {
  for (const { server, source, status, body, parameter } of refusals) {
    it(`of ${server} is about ${parameter ?? 'nothing of ours'} (${source})`, () => {
      assert.equal(parameterOf(body, status), parameter ?? undefined);
      assert.equal(parameterOf(body, 500), undefined, 'only 400 and 422 are refusals');
      assert.equal(parameterOf(body, 429), undefined);
    });
  }

  for (const [param, code, parameter] of [
    ['stream_options.include_usage', 'unknown_parameter', 'stream_options'],
    ['response_format', null, 'response_format'],
    ['text.format', 'unsupported_parameter', 'response_format'],
    ['reasoning.effort', 'unsupported_value', 'reasoning_effort'],
    ['max_completion_tokens', 'unsupported_parameter', 'max_completion_tokens'],
    ['messages', 'unsupported_parameter', undefined],
    // A value that is too large is the person's to correct, and swapping the name would not.
    ['max_tokens', 'invalid_value', undefined],
    ['max_tokens', null, undefined],
    ['temperature', 'decimal_above_max_value', undefined],
    ['__proto__', 'unsupported_parameter', undefined],
  ] as const) {
    it(`with param ${param} and code ${code} is about ${parameter ?? 'nothing of ours'}`, () => {
      assert.equal(parameterOf(openai(param, code)), parameter);
    });
  }

  it('of a server on pydantic is about the field it forbids, not one deeper inside', () => {
    const forbidden = (...loc: readonly unknown[]): unknown => ({
      detail: [{ type: 'extra_forbidden', loc }],
    });
    assert.equal(parameterOf(forbidden('body', 'stream_options'), 422), 'stream_options');
    assert.equal(parameterOf(forbidden('body', 'messages', 0, 'temperature'), 422), undefined);
    assert.equal(parameterOf({ detail: [{ type: 'missing', loc: ['body', 'stream'] }] }, 422), undefined);
  });

  it('comes as an event of a stream too', () => {
    assert.equal(parameterOf(`data: ${JSON.stringify(openai('stream', 'unsupported_value'))}\n\n`), 'stream');
  });

  it('is never seen in a message that only mentions a name', () => {
    for (const message of [
      'The temperature of your account is too high',
      'stream ended',
      "Invalid 'max_tokens': integer above maximum value. Expected a value <= 4096.",
    ])
      assert.equal(parameterOf({ error: { message } }), undefined, message);
  });

  it('is looked for in anything without harm', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (body) => void parameterOf(body)));
    for (const body of ['', 'null', '[]', '[null]', '{"error":null}', '{"detail":[null,{"loc":5}]}'])
      assert.equal(parameterOf(body), undefined);
  });
});
