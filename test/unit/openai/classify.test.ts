import assert from 'node:assert/strict';
import { classifyPayload, classifyReply, classifyThrown, ReplyError } from '../../../src/openai/classify.ts';
import { retryAfter } from '../../../src/openai/retryAfter.ts';
import { createScrub } from '../../../src/openai/scrub.ts';
import { ProviderError } from '../../../src/provider/errors.ts';
import { recorded as recording } from './recordings.ts';

const scrub = createScrub([], []);
const recorded = (name: string): string => recording(name).toString('utf8');

function reply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): ProviderError {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classifyReply({ status, headers: new Headers(headers), body: text }, scrub);
}

const litellm = (message: string, type: string, code: string) => ({
  error: { message, type, param: null, code },
});

/** Replies as the named servers send them; "recorded" ones were taken from the wire, the others from public documents. */
const replies: readonly (readonly [
  source: string,
  status: number,
  body: unknown,
  kind: ProviderError['kind'],
])[] = [
  ['llama.cpp, recorded', 401, recorded('llama-error-key.json'), 'auth'],
  ['llama.cpp, recorded', 404, recorded('llama-error-path.json'), 'badRequest'],
  ['llama.cpp, recorded', 400, recorded('llama-error-context.json'), 'contextTooLong'],
  [
    'llama.cpp while loading, recorded',
    503,
    { error: { message: 'Loading model', type: 'unavailable_error', code: 503 } },
    'server',
  ],
  [
    'llama.cpp, recorded',
    501,
    {
      error: { code: 501, message: 'This server does not support embeddings.', type: 'not_supported_error' },
    },
    'badRequest',
  ],
  [
    'LiteLLM, recorded',
    401,
    litellm('Authentication Error, No api key passed in.', 'auth_error', '401'),
    'auth',
  ],
  ['LiteLLM without a database, recorded', 400, recorded('litellm-error-key.json'), 'auth'],
  ['LiteLLM, recorded', 400, recorded('litellm-error-model.json'), 'modelUnavailable'],
  ['LiteLLM, recorded', 404, { detail: 'Not Found' }, 'badRequest'],
  [
    'LiteLLM, recorded',
    429,
    litellm('litellm.RateLimitError: Model rate limit exceeded. RPM limit=2', 'throttling_error', '429'),
    'rateLimit',
  ],
  [
    'LiteLLM, recorded',
    429,
    litellm('No deployments available for selected model', 'all_deployments_in_cooldown', '429'),
    'rateLimit',
  ],
  [
    'LiteLLM, recorded',
    500,
    litellm(
      'litellm.InternalServerError: OpenAIException - Connection error.',
      'internal_server_error',
      '500',
    ),
    'server',
  ],
  ['LiteLLM, recorded', 429, recorded('litellm-error-rate.json'), 'rateLimit'],
  ['LiteLLM, recorded', 500, recorded('litellm-error-server.json'), 'server'],
  ['LiteLLM, recorded', 500, recorded('litellm-responses-error.sse'), 'server'],
  ['LiteLLM, recorded', 400, recorded('litellm-error-context.json'), 'contextTooLong'],
  ['LiteLLM, recorded', 400, recorded('litellm-responses-error-context.json'), 'contextTooLong'],
  ['llama.cpp, recorded', 400, recorded('llama-responses-error-context.json'), 'contextTooLong'],
  [
    'Ollama, recorded',
    404,
    { error: { message: "model 'nope' not found", type: 'api_error', param: null, code: null } },
    'modelUnavailable',
  ],
  ['Ollama, recorded', 404, '404 page not found', 'badRequest'],
  ['Ollama, recorded', 403, '', 'auth'],
  ['Ollama, recorded', 400, { error: { message: '"coder" does not support thinking' } }, 'badRequest'],
  ['llama-cpp-python, recorded', 401, { detail: 'Invalid API key' }, 'auth'],
  ['llama-cpp-python, recorded', 500, 'Internal Server Error', 'server'],
  [
    'OpenAI, its guide to errors',
    429,
    {
      error: {
        message: 'You exceeded your current quota',
        type: 'insufficient_quota',
        code: 'insufficient_quota',
      },
    },
    'quota',
  ],
  [
    'OpenAI, its guide to errors',
    429,
    { error: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' } },
    'rateLimit',
  ],
  [
    'OpenAI, its guide to errors',
    404,
    {
      error: { message: 'The model does not exist', type: 'invalid_request_error', code: 'model_not_found' },
    },
    'modelUnavailable',
  ],
  [
    'OpenAI, its guide to errors',
    401,
    { error: { message: 'Incorrect API key', type: 'invalid_request_error', code: 'invalid_api_key' } },
    'auth',
  ],
  [
    'FastAPI, its documents',
    422,
    { detail: [{ loc: ['body', 'model'], msg: 'missing', input: {} }] },
    'badRequest',
  ],
  ['a status alone', 402, '', 'quota'],
  ['a status alone', 408, '', 'timeout'],
  ['a status alone', 409, '', 'conflict'],
  ['a status alone', 413, '', 'badRequest'],
  ['a status alone', 429, '', 'rateLimit'],
  ['a status alone', 502, '<html>', 'server'],
  ['a status alone', 529, '[]', 'server'],
  ['a status alone', 302, '', 'badRequest'],
  ['an object of its own', 500, { message: 'x' }, 'server'],
  ['LiteLLM in a plain text', 400, 'ContextWindowExceededError', 'contextTooLong'],
  ['a number for an error', 500, { error: 5 }, 'server'],
];

describe('An error reply', () => {
  for (const [source, status, body, kind] of replies) {
    const shown = (typeof body === 'string' ? body : JSON.stringify(body)).slice(0, 60);
    it(`of ${source} with ${status} ${shown} is ${kind}`, () => {
      const failure = reply(status, body);
      assert.deepEqual([failure.kind, failure.status], [kind, status]);
      assert.equal(failure.retryable, ['server', 'rateLimit', 'timeout'].includes(kind));
      assert.notEqual(failure.message, '');
    });
  }

  it('tells how many tokens were sent and are taken, where the server does', () => {
    assert.deepEqual(reply(400, recorded('llama-error-context.json')).tokens, { sent: 3020, limit: 1024 });
    assert.deepEqual(reply(400, recorded('litellm-error-context.json')).tokens, { sent: 3030, limit: 1024 });
    const message =
      "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.";
    const failure = reply(400, { error: { message, code: 'context_length_exceeded' } });
    assert.deepEqual(failure.tokens, { sent: 9000, limit: 8192 });
    assert.equal(reply(400, { error: { message: 'x', code: 'context_length_exceeded' } }).tokens, undefined);
  });

  it('names what was wrong without repeating what was sent', () => {
    const failure = reply(422, {
      detail: [{ loc: ['body', 'n'], msg: 'too big', input: 'SECRET' }, { input: 'SECRET' }],
    });
    assert.equal(failure.message, 'body.n too big;');
  });

  it('is read from the first event when the reply is a stream', () => {
    assert.equal(
      reply(500, recorded('litellm-responses-error.sse')).message,
      'Error processing stream start',
    );
  });

  it('keeps the id of the request and the wait', () => {
    const failure = reply(429, '', { 'x-request-id': 'r-1', 'retry-after': '30' });
    assert.deepEqual(
      [failure.requestId, failure.retryAfterMs, failure.message],
      ['r-1', 30_000, 'status 429'],
    );
  });
});

describe('The wait a server asks for', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');
  for (const [headers, expected] of [
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': ' 0.5 ' }, 500],
    [{ 'retry-after': 'Mon, 23 Nov 2026 10:01:00 GMT' }, 60_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon', 'retry-after-ms': '70' }, 70],
    [{ 'llm_provider-retry-after': '60' }, 60_000],
    [{ 'retry-after-ms': '5', 'llm_provider-retry-after': '60' }, 5],
    [{ 'retry-after-ms': '-5' }, undefined],
    [{}, undefined],
  ] as const) {
    it(`of ${JSON.stringify(headers)} is ${expected}`, () => {
      assert.equal(retryAfter(new Headers(headers), now), expected);
    });
  }
});

describe('What was thrown', () => {
  const withCode = (code: string, message = 'm'): Error => Object.assign(new Error(message), { code });
  const inFetch = (cause: unknown): Error => new TypeError('fetch failed', { cause });

  for (const [error, kind] of [
    [inFetch(withCode('ECONNREFUSED')), 'network'],
    [inFetch(withCode('ENOTFOUND')), 'network'],
    [inFetch(withCode('UND_ERR_SOCKET')), 'network'],
    [inFetch(new AggregateError([withCode('ECONNREFUSED')])), 'network'],
    [new TypeError('terminated'), 'network'],
    [new Error('net::ERR_INTERNET_DISCONNECTED'), 'network'],
    [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'tls'],
    [inFetch(withCode('DEPTH_ZERO_SELF_SIGNED_CERT')), 'tls'],
    [inFetch(withCode('CERT_HAS_EXPIRED')), 'tls'],
    [inFetch(withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE')), 'tls'],
    [inFetch(withCode('ERR_SSL_WRONG_VERSION_NUMBER')), 'tls'],
    [inFetch(withCode('ERR_TLS_CERT_ALTNAME_INVALID')), 'tls'],
    [new TypeError('terminated', { cause: withCode('Z_DATA_ERROR') }), 'protocol'],
    [withCode('Z_BUF_ERROR'), 'protocol'],
    [inFetch(withCode('UND_ERR_HEADERS_TIMEOUT')), 'timeout'],
    [inFetch(withCode('UND_ERR_BODY_TIMEOUT')), 'timeout'],
    [new Error('a bug'), 'unknown'],
    ['a text', 'unknown'],
    [Object.assign(new Error('x'), { code: 5 }), 'unknown'],
    [new Error('x', { cause: new ProviderError({ kind: 'quota', detail: 'd' }) }), 'quota'],
    [
      new Error('x', { cause: new ReplyError({ status: 429, headers: new Headers(), body: '' }) }),
      'rateLimit',
    ],
  ] as const) {
    it(`${String(error)} (${error instanceof Error ? String(error.cause) : ''}) is ${kind}`, () => {
      assert.equal(classifyThrown(error, scrub).kind, kind);
    });
  }

  it('says which timer ran out, names the code, and is retryable but for TLS', () => {
    assert.equal(classifyThrown(inFetch(withCode('UND_ERR_BODY_TIMEOUT')), scrub).timer, 'idle');
    const refused = classifyThrown(inFetch(withCode('ECONNREFUSED')), scrub);
    assert.deepEqual([refused.message, refused.retryable, refused.cause], ['ECONNREFUSED', true, undefined]);
    assert.equal(classifyThrown(withCode('CERT_HAS_EXPIRED'), scrub).retryable, false);
    assert.equal(classifyThrown(new TypeError('terminated'), scrub).message, 'terminated');
  });

  it('ends even for an error that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    assert.equal(classifyThrown(error, scrub).kind, 'unknown');
  });
});

describe('What a hostile server says', () => {
  const scrub = (text: string): string => text.replaceAll('canary', '[secret]');

  it('is scrubbed where it stands for a missing message, too', () => {
    assert.equal(classifyPayload({ type: 'canary' }, scrub).message, '[secret]');
    assert.equal(classifyPayload({ code: 'canary' }, scrub).message, '[secret]');
  });

  it('is scrubbed in failures that were classified before', () => {
    const failure = new ProviderError({
      kind: 'badRequest',
      detail: 'redirect to canary.example',
      status: 307,
    });
    const { kind, message, status } = classifyThrown(failure, scrub);
    assert.deepEqual([kind, message, status], ['badRequest', 'redirect to [secret].example', 307]);
  });

  it('cannot ask us to wait longer than two weeks', () => {
    const twoWeeks = 14 * 24 * 3600 * 1000;
    for (const hint of ['9'.repeat(30), '1e9', 'Sat, 13 Sep 275760 00:00:00 GMT']) {
      const wait = retryAfter(new Headers({ 'retry-after': hint }), Date.now()) ?? 0;
      assert.ok(wait <= twoWeeks, hint);
      assert.ok(!Number.isNaN(new Date(Date.now() + wait).getTime()));
    }
    assert.equal(retryAfter(new Headers({ 'retry-after': '9'.repeat(30) })), twoWeeks);
  });
});
