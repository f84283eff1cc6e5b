import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { describeFailure, type FailureContext, tellFailure } from '../../src/editor/failures.ts';
import { failureSentences } from '../../src/editor/failureSentences.ts';
import { keyFault } from '../../src/editor/keyFault.ts';
import {
  ProviderError,
  type ProviderErrorInit,
  type ProviderErrorKind,
  type Truncation,
} from '../../src/provider/errors.ts';
import { box, buttonsOf, decide, needsPerson, noMessages, press, told } from './support/person.ts';

const context: FailureContext = { endpoint: 'https://models.example/v1', model: 'gpt-x' };
const kinds = Object.keys(failureSentences) as ProviderErrorKind[];

function failure(kind: ProviderErrorKind, more: Partial<ProviderErrorInit> = {}): ProviderError {
  return new ProviderError({ kind, detail: 'the plain fact', ...more });
}

function sentence(error: unknown, more: Partial<FailureContext> = {}): string | undefined {
  return describeFailure(error, { ...context, ...more })?.message;
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('Each kind of failure', () => {
  for (const kind of kinds.filter((each) => each !== 'cancelled')) {
    it(`${kind} has a sentence and a next step`, () => {
      const described = describeFailure(failure(kind), { ...context, retry: () => undefined });
      assert.match(described?.message ?? '', /^.{10,}\.$|: the plain fact$/);
      assert.doesNotMatch(described?.message ?? '', /undefined|NaN|\{\d\}/);
      assert.ok((described?.buttons.length ?? 0) > 0);
      assert.ok(described?.buttons.every(({ label }) => label !== ''));
    });
  }

  it('needs no words when the person cancelled, however the work says so', () => {
    const aborted = new DOMException('', 'AbortError');
    for (const error of [failure('cancelled'), new vscode.CancellationError(), aborted])
      assert.equal(describeFailure(error, context), undefined);
    assert.equal(
      failureSentences.cancelled({ error: failure('cancelled'), host: '', context }).severity,
      'info',
    );
  });

  it('names the file first, with what is invisible in its name made visible', () => {
    assert.match(
      sentence(failure('server'), { subject: 'a\u202Eb.ts' }) ?? '',
      /^a⟦U\+202E⟧b\.ts: models\.example/,
    );
  });

  it('shows no link of a server, which could run any command', () => {
    const detail = 'No. [Details](command:workbench.action.terminal.sendSequence?%7B%7D) $(check)';
    assert.match(
      sentence(failure('badRequest', { detail, status: 400 })) ?? '',
      /: No\. \[Details\] \(command:\S+ \$ \(check\)$/,
    );
  });

  it('calls a bug a fault of its own and points to the log', () => {
    const described = describeFailure(new TypeError('x is not a function'), {
      ...context,
      retry: () => undefined,
    });
    assert.equal(described?.message, 'OpenCrates ran into a fault of its own. The log has the details.');
    assert.deepEqual(
      described?.buttons.map(({ label }) => label),
      ['Show Log', 'Try Again'],
    );
  });

  it('never shows more of a report than a message can hold', () => {
    assert.ok((sentence(failure('unknown', { detail: 'x'.repeat(5000) })) ?? '').length < 300);
  });
});

describe('The sentence of', () => {
  const cases: readonly (readonly [string, unknown, string, Partial<FailureContext>?])[] = [
    ['a missing key', failure('noKey'), 'OpenCrates has no key for models.example.'],
    [
      'a storage that does not answer',
      keyFault('late'),
      'The key for models.example cannot be read: the secret storage of the editor does not answer.',
    ],
    [
      'a refused key',
      failure('auth'),
      'models.example refused the key ending in …4f2a.',
      { keyEnding: '4f2a' },
    ],
    ['a missing one', failure('auth'), 'models.example refused the request: it wants a valid key.'],
    ['no credit', failure('quota'), 'The account behind this key has no credit left.'],
    [
      'a fault with a status',
      failure('server', { status: 502 }),
      'models.example has a problem of its own (status 502).',
    ],
    ['a fault without', failure('server'), 'models.example has a problem of its own.'],
    [
      'a request that was not sent',
      failure('badRequest'),
      'The request to models.example was given up: the plain fact',
    ],
    [
      'a request that was not accepted',
      failure('badRequest', { status: 400 }),
      'models.example did not accept the request: the plain fact',
    ],
    ['too much context', failure('contextTooLong'), 'That is more than gpt-x can read at once. Select less.'],
    [
      'too much context, counted',
      failure('contextTooLong', { tokens: { sent: 21_000, limit: 8192 } }),
      'This needs about 21,000 tokens; gpt-x takes 8,192. Select less.',
    ],
    ['an unknown model', failure('modelUnavailable'), 'models.example has no model named gpt-x.'],
    ['a conflict', failure('conflict'), 'models.example is busy with another request like this one.'],
    ['silence', failure('timeout'), 'models.example did not answer in time.'],
    [
      'late headers',
      failure('timeout', { timer: 'headers' }),
      'models.example took the request, but did not answer in time.',
    ],
    [
      'a late beginning',
      failure('timeout', { timer: 'firstToken' }),
      'models.example did not begin its answer in time.',
    ],
    ['a pause', failure('timeout', { timer: 'idle' }), 'models.example stopped in the middle of its answer.'],
    [
      'a late end',
      failure('timeout', { timer: 'total' }),
      'models.example did not finish its answer in time.',
    ],
    ['an answer cut short', failure('truncated'), 'The answer stopped before its end, so it is not used.'],
    ...Object.entries({
      streamEnded: 'The answer of models.example stopped before its end, so it is not used.',
      tokenLimit: 'The answer reached its limit before its end, so it is not used.',
      reasoningOnly: 'gpt-x reached its limit while it was still reasoning, and wrote no answer.',
      promptCut: 'models.example read only a part of what was sent, so its answer is not used. Select less.',
      outputBound: 'models.example did not stop writing. Its answer was cut and is not used.',
    }).map(
      ([truncation, words]) =>
        [truncation, failure('truncated', { truncation: truncation as Truncation }), words] as const,
    ),
    ['a refusal', failure('refused'), 'gpt-x declined to answer this.'],
    ['an open breaker', failure('circuitOpen'), 'gpt-x failed several times in a row.'],
    [
      'a page',
      failure('protocol'),
      'models.example answered, but not the way a model server does. Check the endpoint.',
    ],
    ['a rate limit', failure('rateLimit'), 'Too many requests. Wait a moment, then try again.'],
    ...Object.entries({
      ENOTFOUND: "Can't reach models.example (name not found).",
      EAI_AGAIN: "Can't reach models.example (the name could not be looked up; is this computer online?).",
      ECONNREFUSED: "Can't reach models.example (connection refused).",
      EHOSTUNREACH: "Can't reach models.example (no route to it; is this computer online?).",
      ETIMEDOUT: "Can't reach models.example (no answer).",
      ECONNRESET: 'models.example closed the connection before the answer was complete.',
      EOTHER: "Can't reach models.example (no connection).",
    }).map(([code, words]) => [code, failure('network', { cause: coded(code) }), words] as const),
    ...Object.entries({
      CERT_HAS_EXPIRED: 'The certificate of models.example has expired.',
      CERT_NOT_YET_VALID: "The certificate of models.example is not valid yet. Check this computer's clock.",
      ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate shown by models.example belongs to another name.',
      SELF_SIGNED_CERT_IN_CHAIN:
        'The certificate of models.example comes from an issuer that this computer does not trust.',
      EPROTO: 'models.example offers no encryption that OpenCrates accepts.',
      EOTHER: 'No secure connection to models.example could be made.',
    }).map(([code, words]) => [`${code} of TLS`, failure('tls', { cause: coded(code) }), words] as const),
    [
      'a server that is not running here',
      failure('network', { cause: coded('ECONNREFUSED') }),
      "Can't reach 127.0.0.1:8080: no server is running there.",
      { endpoint: 'http://127.0.0.1:8080/v1' },
    ],
  ];
  for (const [what, error, words, more] of cases)
    it(`${what}: ${words}`, () => assert.equal(sentence(error, more), words));

  it('a breaker that will close names the time, with the day when it is not today', () => {
    const soon = sentence(failure('circuitOpen', { retryAfterMs: 1000 })) ?? '';
    const later = sentence(failure('circuitOpen', { retryAfterMs: 30 * 3_600_000 })) ?? '';
    assert.match(
      soon,
      /^gpt-x failed several times in a row; nothing is sent to it before \d{1,2}:\d\d.{0,3}\.$/,
    );
    assert.ok(later.length > soon.length, later);
  });

  it('a rate limit names the time only where waiting can be chosen, and offers to wait there', () => {
    const limited = failure('rateLimit', { retryAfterMs: 1000 });
    assert.deepEqual(describeFailure(limited, context)?.buttons, []);
    const labels = describeFailure(limited, { ...context, retry: () => undefined })?.buttons.map(
      ({ label }) => label,
    );
    assert.deepEqual(labels, ['Wait']);
  });

  for (const [truncation, words] of Object.entries({
    streamEnded: 'The answer of models.example stopped before its end. What came is kept.',
    tokenLimit: 'The answer reached its limit before its end. What came is kept.',
    promptCut: 'models.example read only a part of what was sent. What came is kept. Select less.',
    outputBound: 'models.example did not stop writing. Its answer was cut. What came is kept.',
  }))
    it(`${truncation}, where what came is kept: ${words}`, () => {
      const error = failure('truncated', { truncation: truncation as Truncation });
      assert.equal(sentence(error, { isKept: true }), words);
    });

  it('an answer cut short says as well where what came is kept', () => {
    const words = 'The answer stopped before its end. What came is kept.';
    assert.equal(sentence(failure('truncated'), { isKept: true }), words);
  });

  it('only an answer that reached its limit leads to that limit', () => {
    const labels = (truncation: Truncation) =>
      describeFailure(failure('truncated', { truncation }), context)?.buttons.map(({ label }) => label);
    assert.deepEqual(labels('tokenLimit'), ['Raise the Limit']);
    assert.deepEqual(labels('reasoningOnly'), ['Raise the Limit', 'Switch Model']);
    assert.deepEqual(labels('streamEnded'), ['Show Log']);
    assert.deepEqual(labels('promptCut'), ['Switch Model']);
    assert.deepEqual(labels('outputBound'), ['Switch Model', 'Show Log']);
  });

  it('no credit at OpenAI leads to the bill', () => {
    const described = describeFailure(failure('quota'), {
      ...context,
      endpoint: 'https://api.openai.com/v1',
    });
    assert.deepEqual(
      described?.buttons.map(({ label }) => label),
      ['Open Billing', 'Switch Model'],
    );
  });
});

describe('A failure that is told', () => {
  before(needsPerson);
  afterEach(async () => {
    await noMessages();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('does what is chosen', async () => {
    let again = 0;
    const telling = tellFailure(failure('server'), { ...context, retry: () => (again += 1) });
    assert.deepEqual(await buttonsOf('has a problem of its own'), ['Try Again', 'Show Log']);
    await decide('has a problem of its own', 'Try Again');
    await telling;
    assert.equal(again, 1);
  });

  it('offers to try now where the breaker is open, and nothing else that does the same', async () => {
    const open = failure('circuitOpen', { retryAfterMs: 1000 });
    const labels = (retry?: () => void): readonly string[] | undefined =>
      describeFailure(open, retry === undefined ? context : { ...context, retry })?.buttons.map(
        ({ label }) => label,
      );
    assert.deepEqual(labels(), ['Switch Model']);
    assert.deepEqual(
      labels(() => undefined),
      ['Try Now', 'Switch Model'],
    );
  });

  it('waits as long as the server asks, then asks again', async () => {
    let again = 0;
    const limited = failure('rateLimit', { retryAfterMs: 2500 });
    const started = performance.now();
    const telling = tellFailure(limited, { ...context, retry: () => (again += 1) });
    await decide('Too many requests', 'Wait');
    await telling;
    assert.equal(again, 1);
    assert.ok(performance.now() - started > 2000);
  });

  it('stops waiting when that is cancelled', async () => {
    let again = 0;
    const limited = failure('rateLimit', { retryAfterMs: 60_000 });
    const telling = tellFailure(limited, { ...context, retry: () => (again += 1) });
    await decide('Too many requests', 'Wait');
    await decide('Waiting until', 'Cancel');
    await telling;
    assert.equal(again, 0);
  });

  it('lets another model be chosen', async () => {
    const telling = tellFailure(failure('modelUnavailable'), context);
    await decide('no model named', 'Switch Model');
    await box('Select Model');
    await press('Escape');
    await telling;
  });

  it('asks for the key', async () => {
    const telling = tellFailure(failure('auth'), context);
    await decide('refused the request', 'Enter Key');
    await box('Key for');
    await press('Escape');
    await telling;
  });

  it('leaves a stack in the log, and nothing when the person cancelled', async () => {
    const lines: string[] = [];
    const log = {
      ...vscode.window.createOutputChannel('test log', { log: true }),
      warn: (line: string) => void lines.push(line),
      error: (line: string | Error) => void lines.push(String(line)),
    };
    await tellFailure(failure('cancelled'), { ...context, log });
    for (const error of [failure('refused'), new TypeError('a bug'), 'thrown text']) {
      const telling = tellFailure(error, { ...context, log });
      await told(error instanceof ProviderError ? 'declined' : 'a fault of its own');
      await noMessages();
      await telling;
    }
    assert.match(
      lines.join('\n'),
      /^refused: the plain fact\nTypeError: a bug\n[^]*failureSentences[^]*\nthrown text$/,
    );
  });
});
