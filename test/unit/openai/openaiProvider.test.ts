import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { ApiKey } from '../../../src/provider/apiKey.ts';
import { ProviderError } from '../../../src/provider/errors.ts';
import type { ProviderErrorKind } from '../../../src/provider/errors.ts';
import { usageOf } from '../../../src/provider/usage.ts';
import { chatAnswer, chatStream, raw, sse, stall, status, streamOf } from '../../support/scriptedReply.ts';
import { startScriptedServer } from '../../support/scriptedServer.ts';
import type { Script, ScriptedServer } from '../../support/scriptedServer.ts';
import { callOptions, canary, coreAt, failureOf, keyOf } from './providerAt.ts';
import { requestOf } from './readStream.ts';

const whole = chatStream(chatAnswer('hello world', { usage: null })).chunks.map(String);
const [role = '', first = '', second = '', finish = '', doneLine = ''] = whole;
const http = (headers: string, body = ''): string => `HTTP/1.1 200 OK\r\n${headers}\r\n\r\n${body}`;
const events = 'content-type: text/event-stream';
const fast = { headersMs: 150, firstTokenMs: 150, idleMs: 150, totalMs: 5000 };

async function nobody(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/v1`;
}

describe('The provider over real sockets', function () {
  this.timeout(10_000);
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
  });
  beforeEach(() => server.reset());
  after(() => server.stop());

  const answer = (script: Script, more: Parameters<typeof coreAt>[1] = {}) => {
    server.reply(script);
    return coreAt(server.url, more).core.generate(requestOf(), callOptions());
  };

  it('asks as the wire wants it and gives back the answer with its usage', async () => {
    server.reply(chatAnswer('hello world', { usage: { promptTokens: 9, completionTokens: 2 } }));
    const { core, lines, records } = coreAt(`${server.url}/`);
    const given = await core.generate(requestOf(), callOptions());
    assert.deepEqual(given, {
      text: 'hello world',
      reasoning: '',
      done: {
        type: 'done',
        finish: 'stop',
        model: 'scripted',
        requestId: 'req-scripted',
        usage: usageOf(9, 2),
        usageEstimated: false,
        source: 'server',
      },
    });
    const [request] = server.requests;
    assert.deepEqual([request?.method, request?.path], ['POST', '/v1/chat/completions']);
    assert.equal(request?.headers.authorization, `Bearer ${canary}`);
    assert.equal(request?.headers['x-client-request-id'], 'c-1');
    assert.equal(JSON.parse(request?.body ?? '{}').stream, true);
    assert.deepEqual(
      lines.map((line) => [line.outcome, line.status, line.requestId, line.usage, line.model, line.task]),
      [['ok', 200, 'req-scripted', usageOf(9, 2), 'scripted', 'generate']],
    );
    assert.ok((lines[0]?.firstTokenMs ?? -1) >= (lines[0]?.headersMs ?? 0));
    assert.deepEqual([records[0]?.outcome, records[0]?.usage], ['ok', usageOf(9, 2)]);
  });

  it('sends configured headers, which may replace our own', async () => {
    await answer(chatAnswer('x'), { config: { headers: { 'X-Team': 'a', Authorization: 'Basic abc' } } });
    assert.deepEqual(
      [server.requests[0]?.headers['x-team'], server.requests[0]?.headers.authorization],
      ['a', 'Basic abc'],
    );
  });

  it('takes nothing from the environment of the package', async () => {
    const stray = {
      OPENAI_API_KEY: 'sk-environment-key',
      OPENAI_ADMIN_KEY: 'sk-admin-key',
      OPENAI_ORG_ID: 'org-stray',
      OPENAI_PROJECT_ID: 'proj-stray',
      OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
      OPENAI_CUSTOM_HEADERS: 'x-stray: 1\nnonsense\nAuthorization: Bearer stray',
      OPENAI_LOG: 'debug',
    };
    const before = { ...process.env };
    Object.assign(process.env, stray);
    try {
      await answer(chatAnswer('x'), { key: () => Promise.resolve(undefined) });
    } finally {
      for (const name of Object.keys(stray)) delete process.env[name];
      Object.assign(process.env, before);
    }
    const headers = server.requests[0]?.headers ?? {};
    assert.equal(headers.authorization, undefined);
    assert.equal(/stray|environment-key|admin-key/.test(JSON.stringify(headers)), false);
  });

  for (const [name, script] of [
    [
      'one byte at a time',
      streamOf(Array.from(new TextEncoder().encode(whole.join('')), (byte) => Uint8Array.of(byte))),
    ],
    ['without [DONE]', streamOf([role, first, second, finish])],
    ['reset after its end', streamOf([role, first, second, finish], { after: 'reset' })],
    ['that stays open after [DONE]', streamOf(whole, { after: 'hang' })],
    ['closed by FIN after its end', raw(http(`${events}\r\nconnection: close`, whole.join('')))],
    ['with gzip', streamOf([gzipSync(whole.join(''))], { headers: { 'content-encoding': 'gzip' } })],
    [
      'as one JSON',
      status(200, { choices: [{ message: { content: 'hello world' }, finish_reason: 'stop' }] }),
    ],
  ] as const) {
    it(`takes an answer ${name} unharmed`, async () => {
      const { text, done } = await answer(script);
      assert.deepEqual([text, done.usageEstimated], ['hello world', true]);
    });
  }

  for (const [name, script, kind] of [
    ['ends cleanly before its end', streamOf([role, first]), 'truncated'],
    ['says [DONE] before its end', streamOf([role, first, doneLine]), 'truncated'],
    ['is reset', streamOf([role, first], { after: 'reset' }), 'network'],
    [
      'is closed by FIN before its end',
      raw(http(`${events}\r\nconnection: close`, role + first)),
      'truncated',
    ],
    [
      'has a content-length too long',
      raw(http(`${events}\r\ncontent-length: 9999`, role + first)),
      'network',
    ],
    [
      'has a content-length too short',
      raw(http(`${events}\r\ncontent-length: ${role.length + 5}`, whole.join(''))),
      'truncated',
    ],
    ['is cut gzip', raw(...gzipCut()), 'truncated'],
    ['is HTML', status(200, '<html>sign in</html>', { 'content-type': 'text/html' }), 'protocol'],
    ['is empty', raw(http('content-length: 0')), 'protocol'],
    ['has no body', raw('HTTP/1.1 204 No Content\r\n\r\n'), 'protocol'],
    ['is no HTTP', raw('hello\r\n\r\n'), 'protocol'],
    ['has no event', streamOf([]), 'protocol'],
    ['is cut at the limit', chatAnswer('hello world', { finishReason: 'length' }), 'truncated'],
    ['is filtered', chatAnswer('', { finishReason: 'content_filter' }), 'refused'],
    [
      'breaks with an error',
      streamOf([role, first, sse({ error: { message: 'x', code: '500' } })]),
      'server',
    ],
    ['is a 401', status(401, { error: { message: 'no' } }), 'auth'],
    ['is a 500 in the manner of a stream', status(500, sse({ error: { message: 'x' } })), 'server'],
    [
      'redirects elsewhere',
      status(307, '', { location: 'http://127.0.0.1:1/v1/chat/completions' }),
      'badRequest',
    ],
    ['redirects without saying where', status(302, ''), 'badRequest'],
  ] as const satisfies readonly (readonly [string, Script, ProviderErrorKind])[]) {
    it(`says ${kind} of an answer that ${name}, and shows the key nowhere`, async () => {
      server.reply(script);
      const { core, lines, records } = coreAt(server.url);
      const failure = await failureOf(core.generate(requestOf(), callOptions()));
      assert.equal(failure.kind, kind, failure.message);
      assert.deepEqual(
        [lines.map(({ outcome }) => outcome), records.map(({ outcome }) => outcome)],
        [[kind], [kind]],
      );
      const shown = inspect([failure, failure.stack, lines, records], { depth: 20, showHidden: true });
      assert.equal(shown.includes('canary'), false);
    });
  }

  it('shows a key nowhere that a server sends back', async () => {
    const failure = await failureOf(
      answer(status(400, { error: { message: `bad ${canary} and x-secret-1` } }), {
        config: { headers: { 'x-token': 'x-secret-1' } },
      }),
    );
    assert.equal(failure.message, 'bad [secret] and [secret]');
    const page = await failureOf(answer(status(200, `<html>${canary}`)));
    assert.equal(inspect(page, { depth: 20 }).includes('canary'), false);
  });

  it('keeps what was streamed and what it cost when an answer is cut', async () => {
    server.reply(
      chatAnswer('hello world', { finishReason: 'length', usage: { promptTokens: 9, completionTokens: 2 } }),
    );
    const { core } = coreAt(server.url);
    let text = '';
    const reading = (async () => {
      for await (const event of core.stream(requestOf(), callOptions()))
        if (event.type === 'text') text += event.text;
    })();
    const failure = await failureOf(reading);
    assert.deepEqual([text, failure.kind, failure.partialUsage], ['hello world', 'truncated', usageOf(9, 2)]);
  });

  it('follows a redirect of its own server with the same body', async () => {
    server.reply(status(308, '', { location: '/v2/chat/completions' }));
    const { text } = await answer(chatAnswer('moved'));
    assert.equal(text, 'moved');
    const [before, after] = server.requests;
    assert.deepEqual([after?.path, after?.body === before?.body], ['/v2/chat/completions', true]);
  });

  it('ends a chain of redirects', async () => {
    server.replyAlways(status(307, '', { location: '/again' }));
    assert.equal(
      (await failureOf(coreAt(server.url).core.generate(requestOf(), callOptions()))).kind,
      'badRequest',
    );
    assert.equal(server.requests.length, 4);
  });

  for (const [name, script, timer] of [
    ['no headers', stall, 'headers'],
    ['headers only', streamOf([], { after: 'hang' }), 'firstToken'],
    [
      'comments for ever',
      streamOf(
        Array.from({ length: 60 }, () => ': x\n\n'),
        { delayMs: 10 },
      ),
      'firstToken',
    ],
    ['silence after some text', chatAnswer('hello world', { cutAfter: 1 }), 'idle'],
  ] as const) {
    it(`ends after its time when there is ${name}`, async () => {
      const failure = await failureOf(answer(script, { config: { timeouts: fast } }));
      assert.deepEqual([failure.kind, failure.timer, failure.retryable], ['timeout', timer, true]);
      await server.until(([request]) => request?.disconnectedAt !== undefined);
    });
  }

  it('says network when nothing listens', async () => {
    const failure = await failureOf(coreAt(await nobody()).core.generate(requestOf(), callOptions()));
    assert.deepEqual([failure.kind, failure.message, failure.status], ['network', 'ECONNREFUSED', undefined]);
  });

  it('uses one connection for many requests, one after another', async () => {
    const before = server.connections;
    const { core } = coreAt(server.url);
    for (let turn = 0; turn < 20; turn += 1) await core.generate(requestOf(), callOptions());
    assert.ok(server.connections - before <= 2, `${server.connections - before} connections`);
  });
});

describe('Cancelling over real sockets', function () {
  this.timeout(10_000);
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
  });
  beforeEach(() => server.reset());
  after(() => server.stop());

  for (const [stage, script, sent] of [
    ['before the headers', stall, 0],
    ['before the first text', streamOf([], { after: 'hang' }), 0],
    ['between two texts', chatAnswer('hello world', { cutAfter: 1 }), 2],
    ['while text is streaming', chatAnswer('x'.repeat(4000), { delayMs: 2 }), 3],
    ['after the end of the text', streamOf([role, first, finish], { after: 'hang' }), 3],
  ] as const) {
    it(`${stage} is over within 100 ms, and the server sees it within 200 ms`, async () => {
      server.reply(script);
      const cancel = new AbortController();
      const { core, lines, records } = coreAt(server.url);
      const begun = Promise.withResolvers<void>();
      const reading = (async () => {
        for await (const event of core.stream(requestOf(), callOptions(cancel.signal))) {
          assert.equal(event.type, 'text');
          begun.resolve();
        }
      })();
      const failing = failureOf(reading);
      await server.until(([request]) => request !== undefined && request.sentAt.length >= sent);
      if (sent > 0) await begun.promise;
      const cancelledAt = performance.timeOrigin + performance.now();
      cancel.abort();
      assert.equal((await failing).kind, 'cancelled');
      assert.ok(performance.timeOrigin + performance.now() - cancelledAt < 100);
      await server.until(([request]) => request?.disconnectedAt !== undefined);
      assert.ok((server.requests[0]?.disconnectedAt ?? Infinity) - cancelledAt < 200);
      await new Promise((resolve) => setTimeout(resolve, 10));
      assert.equal(records[0]?.outcome, 'cancelled');
      assert.equal(lines.length, 1);
    });
  }

  it('while the key is being looked up sends nothing', async () => {
    const cancel = new AbortController();
    const { core } = coreAt(server.url, { key: () => new Promise(() => undefined) });
    const failing = failureOf(core.generate(requestOf(), callOptions(cancel.signal)));
    setTimeout(() => cancel.abort(), 10);
    assert.equal((await failing).kind, 'cancelled');
    assert.equal(server.requests.length, 0);
  });

  it('does not wait for a fetch that takes no notice', async () => {
    const cancel = new AbortController();
    const { core } = coreAt(server.url, { fetch: () => new Promise(() => undefined) });
    const failing = failureOf(core.generate(requestOf(), callOptions(cancel.signal)));
    setTimeout(() => cancel.abort(), 10);
    assert.equal((await failing).kind, 'cancelled');
  });

  it('by leaving the loop closes the connection', async () => {
    server.reply(chatAnswer('x'.repeat(4000), { delayMs: 5 }));
    for await (const event of coreAt(server.url).core.stream(requestOf(), callOptions())) {
      assert.equal(event.type, 'text');
      break;
    }
    await server.until(([request]) => request?.disconnectedAt !== undefined);
  });
});

describe('The key of a request', () => {
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
  });
  after(() => server.stop());

  const fetches: string[] = [];
  const counting: typeof fetch = (input) => {
    fetches.push(input instanceof Request ? input.url : input.toString());
    return Promise.reject(new Error('no network here'));
  };
  const failing = async (endpoint: string, more: Parameters<typeof coreAt>[1]): Promise<ProviderError> => {
    fetches.length = 0;
    return failureOf(
      coreAt(endpoint, { fetch: counting, ...more }).core.generate(requestOf(), callOptions()),
    );
  };
  const elsewhere = 'https://models.example/v1';

  it('may be missing for a server on this computer', async () => {
    const { core } = coreAt(server.url, { key: () => Promise.resolve(undefined) });
    assert.equal((await core.generate(requestOf(), callOptions())).text, 'ok');
    assert.equal(server.requests[0]?.headers.authorization, undefined);
  });

  it('must be there for any other, before anything is sent', async () => {
    const failure = await failing(elsewhere, { key: () => Promise.resolve(undefined) });
    assert.deepEqual([failure.kind, fetches], ['noKey', []]);
  });

  it('may be among the configured headers', async () => {
    const config = { headers: { 'Api-Key': 'x' } };
    const failure = await failing(elsewhere, { key: () => Promise.resolve(undefined), config });
    assert.deepEqual([failure.kind, fetches.length], ['unknown', 1]);
  });

  it('is never sent to another host than its own', async () => {
    const foreign = ApiKey.parse(canary, 'other.example');
    assert.ok(foreign instanceof ApiKey);
    const failure = await failing(elsewhere, { key: () => Promise.resolve(foreign) });
    assert.deepEqual([failure.kind, fetches], ['noKey', []]);
    assert.match(failure.message, /other\.example/);
  });

  it('is said to be unreadable when the place it is kept throws', async () => {
    const broken = await failing(elsewhere, { key: () => Promise.reject(new Error(`disk ${canary}`)) });
    assert.deepEqual([broken.kind, broken.message.includes('canary')], ['noKey', false]);
    const said = new ProviderError({ kind: 'noKey', detail: 'locked' });
    assert.equal(await failing(elsewhere, { key: () => Promise.reject(said) }), said);
  });

  it('is never sent over plain http to another computer', async () => {
    const config = { endpoint: 'http://models.example/v1' };
    const failure = await failing(elsewhere, { key: keyOf(canary), config });
    assert.deepEqual([failure.kind, fetches], ['badRequest', []]);
    assert.equal(failure.message, 'plain http to models.example');
  });
});

/** A gzip body that stops in its middle, with a clean end of the connection. */
function gzipCut(): readonly (string | Uint8Array)[] {
  const body = gzipSync(whole.join(''));
  const head = http(`${events}\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length - 20}`);
  return [head, body.subarray(0, body.length - 20)];
}

describe('A key that a server repeats', () => {
  const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
  const text = event({ choices: [{ index: 0, delta: { content: 'x' } }] });
  const finish = (reason: string): string =>
    event({ choices: [{ index: 0, delta: {}, finish_reason: reason }], model: canary });
  const replies: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['the type of an error', event({ error: { type: canary } }), {}],
    ['the end of an answer', text + finish(canary.slice(0, 39)), {}],
    ['the name of the model', text + finish('stop'), {}],
    ['the content type', 'x', { 'content-type': `text/${canary}` }],
    ['the id of the request', text + finish('stop'), { 'x-request-id': canary }],
  ];
  for (const [where, body, headers] of replies) {
    it(`is shown nowhere when it stands in ${where}`, async () => {
      const fetch = (): Promise<Response> =>
        Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream', ...headers } }));
      const { core, lines, records } = coreAt('http://127.0.0.1:1/v1', { fetch });
      const outcome = await core.generate(requestOf(), callOptions()).catch((error: unknown) => error);
      const said = inspect([outcome, lines, records], { depth: 9 });
      assert.doesNotMatch(said, /canary-0123456789/u);
    });
  }
});
