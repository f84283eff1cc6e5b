import assert from 'node:assert/strict';
import { ReplyError } from '../../../../src/openai/classify.ts';
import { createRuledFetch } from '../../../../src/openai/transport/ruledFetch.ts';
import { transportFaultOf } from '../../../../src/openai/transport/transportFault.ts';
import { failureOf } from '../providerAt.ts';
import { bodyOf } from '../readStream.ts';

/** A transport over replies given in order, with the addresses it asked. */
function over(...replies: readonly Response[]) {
  const asked: string[] = [];
  const transport = createRuledFetch((input) => {
    asked.push(typeof input === 'string' ? input : 'not an address');
    const reply = replies[asked.length - 1];
    return reply === undefined ? new Promise(() => undefined) : Promise.resolve(reply);
  });
  return { transport, asked };
}

const redirect = (status: number, location: string): Response =>
  new Response(null, { status, headers: { location } });

describe('Every request', () => {
  it('never lets fetch follow a redirect by itself', async () => {
    let mode: string | undefined;
    const transport = createRuledFetch((_, init) => {
      mode = init?.redirect;
      return Promise.resolve(new Response('x'));
    });
    await transport('https://a.example/v1', {});
    assert.equal(mode, 'manual');
  });

  it('follows a read to another page of the same origin, a write only where the method stays', async () => {
    const read = over(redirect(302, '/b'), new Response('x'));
    assert.equal((await read.transport('https://a.example/a', { method: 'GET' })).status, 200);
    assert.deepEqual(read.asked, ['https://a.example/a', 'https://a.example/b']);
    const write = over(redirect(302, '/b'), new Response('x'));
    await assert.rejects(write.transport('https://a.example/a', { method: 'POST' }), ReplyError);
    const unnamed = over(redirect(303, '/b'), new Response('x'));
    assert.equal((await unnamed.transport(new Request('https://a.example/a'))).status, 200);
  });

  for (const [from, to] of [
    ['https://a.example/', 'https://b.example/'],
    ['https://a.example/', 'http://a.example/'],
    ['https://a.example/', 'https://a.example:444/'],
    ['http://localhost:1/', 'http://127.0.0.1:1/'],
  ] as const) {
    it(`refuses a redirect from ${from} to ${to}`, async () => {
      const { transport, asked } = over(redirect(307, to));
      const failure = await failureOf(transport(from, { method: 'POST' }));
      assert.deepEqual([failure.kind, asked.length], ['badRequest', 1]);
    });
  }

  it('refuses a redirect that a browser’s fetch hides', async () => {
    const hidden = Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' });
    Object.defineProperty(hidden, 'ok', { value: false });
    assert.equal((await failureOf(over(hidden).transport('https://a.example/', {}))).message, 'redirect');
  });

  it('gives up when a server redirects for ever', async () => {
    const { transport, asked } = over(...Array.from({ length: 9 }, () => redirect(307, '/again')));
    const failure = await failureOf(transport('https://a.example/', {}));
    assert.deepEqual([failure.kind, failure.message, asked.length], ['badRequest', 'too many redirects', 4]);
  });

  it('sends nothing over plain http to anywhere but this computer and its network', async () => {
    const { transport, asked } = over(new Response('x'));
    assert.equal((await failureOf(transport('http://a.example/', {}))).message, 'plain http to a.example');
    assert.deepEqual(asked, []);
  });

  it('knows a proxy that wants credentials by its status', async () => {
    const reply = new Response('x', { status: 407 });
    const failure = await failureOf(over(reply).transport('http://10.0.0.1/', {}));
    assert.equal(transportFaultOf(failure), 'proxyCredentials');
  });

  it('takes a redirect to nonsense as the error it is', async () => {
    await assert.rejects(over(redirect(307, 'http://')).transport('https://a.example/', {}), ReplyError);
  });

  it('reads a bounded part of an error reply, broken or endless', async () => {
    const bodyAfter = async (response: Response): Promise<string> => {
      try {
        await over(response).transport('https://a.example/', {});
      } catch (error) {
        if (error instanceof ReplyError) return error.reply.body;
      }
      throw new Error('no error reply');
    };
    assert.equal(await bodyAfter(new Response(bodyOf(['half'], 'error'), { status: 500 })), 'half');
    const endless = Array.from({ length: 99 }, () => 'x'.repeat(10_000));
    assert.equal((await bodyAfter(new Response(bodyOf(endless), { status: 500 }))).length, 70_000);
    assert.equal(await bodyAfter(new Response(null, { status: 500 })), '');
  });

  it('stops waiting for a fetch that takes no notice of the signal, and lets a late reply go', async () => {
    let isLetGo = false;
    const body = new ReadableStream({ cancel: () => void (isLetGo = true) });
    const late = Promise.withResolvers<Response>();
    const abort = new AbortController();
    const asking = createRuledFetch(() => late.promise)('https://a.example/', { signal: abort.signal });
    abort.abort(new Error('enough'));
    await assert.rejects(asking, /enough/);
    late.resolve(new Response(body));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isLetGo, true);
  });

  it('leaves no rejection behind when the fetch ends with its signal', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      const abort = new AbortController();
      const fetched = Promise.withResolvers<Response>();
      abort.signal.addEventListener('abort', () => fetched.reject(new Error('aborted')));
      const asking = createRuledFetch(() => fetched.promise)('https://a.example/', {
        signal: abort.signal,
      });
      abort.abort(new Error('enough'));
      await assert.rejects(asking);
      await new Promise((resolve) => setTimeout(resolve, 5));
    } finally {
      process.off('unhandledRejection', note);
    }
    assert.deepEqual(unhandled, []);
  });
});

describe('An error reply', () => {
  it('is told by its status when its body never ends', async function () {
    this.timeout(5000);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"error":')),
    });
    const transport = createRuledFetch(() => Promise.resolve(new Response(body, { status: 401 })));
    await assert.rejects(transport('https://api.example/v1/models'), (error: unknown) => {
      assert.ok(error instanceof ReplyError);
      assert.deepEqual([error.reply.status, error.reply.body], [401, '{"error":']);
      return true;
    });
  });
});
