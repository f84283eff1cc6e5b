import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { withCancellation } from '../../../src/provider/cancellation.ts';
import { cancelled } from '../../../src/provider/errors.ts';
import type { CallOptions, GenerationEvent } from '../../../src/provider/provider.ts';
import { withSharing } from '../../../src/provider/sharing.ts';
import { done, failure, fake, kindOf, options, request, settled, text } from './fakeProvider.ts';

/** One upstream stream under the test's control. */
interface Upstream {
  readonly options: CallOptions;
  give(event: GenerationEvent): Promise<void>;
  fail(error: Error): Promise<void>;
  /** How often its reader left. */
  left: number;
  /** How many events were asked for. */
  asked: number;
}

function sharing() {
  const upstreams: Upstream[] = [];
  const provider = withSharing(
    fake((_, how) => {
      let step = Promise.withResolvers<IteratorResult<GenerationEvent>>();
      const upstream: Upstream = {
        options: how,
        async give(event) {
          step.resolve({ done: false, value: event });
          await settled();
        },
        async fail(error) {
          step.reject(error);
          await settled();
        },
        left: 0,
        asked: 0,
      };
      upstreams.push(upstream);
      how.signal.addEventListener('abort', () => step.reject(cancelled()));
      return {
        [Symbol.asyncIterator]: () => ({
          next() {
            upstream.asked += 1;
            step = Promise.withResolvers();
            return step.promise;
          },
          return() {
            upstream.left += 1;
            return Promise.resolve({ done: true, value: undefined });
          },
        }),
      };
    }),
    { key: ({ prompt }) => prompt },
  );
  return { upstreams, provider, only: () => only(upstreams) };
}

function only(upstreams: readonly Upstream[]): Upstream {
  const [first] = upstreams;
  assert.ok(first !== undefined && upstreams.length === 1, `${upstreams.length} streams`);
  return first;
}

const shared = { ...done, source: 'shared' };

describe('Identical requests at the same time', () => {
  it('are one upstream, and each gets all events from the beginning', async () => {
    const { provider, only: one } = sharing();
    const leader = provider.generate(request, options());
    await settled();
    await one().give(text('a'));
    const follower = provider.generate(request, options());
    await settled();
    await one().give(text('b'));
    await one().give(done);
    assert.deepEqual(await leader, { text: 'ab', reasoning: '', done });
    assert.deepEqual(await follower, { text: 'ab', reasoning: '', done: shared });
    assert.deepEqual([one().left, one().options.signal.aborted, one().asked], [1, false, 3]);
  });

  it('are one only while they are under way', async () => {
    const { provider, upstreams } = sharing();
    const first = provider.generate(request, options());
    await settled();
    await upstreams[0]?.give(done);
    await first;
    void kindOf(provider.generate(request, options()));
    await settled();
    assert.equal(upstreams.length, 2);
  });

  it('are one for a request that comes between the last event and the reader’s leaving', async () => {
    const { provider, upstreams } = sharing();
    const reader = provider.stream(request, options())[Symbol.asyncIterator]();
    const last = reader.next();
    await upstreams[0]?.give(done);
    await last;
    void kindOf(provider.generate(request, options()));
    await settled();
    assert.equal(upstreams.length, 2);
    assert.deepEqual(await reader.next(), { done: true, value: undefined });
  });

  it('are two when they differ, or want an answer of their own', async () => {
    const { provider, upstreams } = sharing();
    const own = [options(), options(undefined, { cache: 'off' }), options(undefined, { cache: 'refresh' })];
    for (const how of own) void kindOf(provider.generate(request, how));
    void kindOf(provider.generate({ ...request, prompt: 'Another.' }, options()));
    await settled();
    assert.equal(upstreams.length, 4);
    assert.equal(upstreams[1]?.options, own[1]);
  });

  it('let a follower go without disturbing the leader', async () => {
    const { provider, only: one } = sharing();
    const leader = provider.generate(request, options());
    const cancel = new AbortController();
    const follower = kindOf(withCancellation(provider).generate(request, options(cancel.signal)));
    await settled();
    cancel.abort();
    assert.equal(await follower, 'cancelled');
    assert.deepEqual([one().options.signal.aborted, one().left], [false, 0]);
    await one().give(done);
    assert.equal((await leader).done, done);
    assert.equal(one().left, 1);
  });

  it('let the leader go without disturbing a follower', async () => {
    const { provider, only: one } = sharing();
    const cancel = new AbortController();
    const leader = kindOf(withCancellation(provider).generate(request, options(cancel.signal)));
    await settled();
    await one().give(text('a'));
    const follower = provider.generate(request, options());
    await settled();
    cancel.abort();
    assert.equal(await leader, 'cancelled');
    assert.equal(one().options.signal.aborted, false);
    await one().give(done);
    assert.deepEqual(await follower, { text: 'a', reasoning: '', done: shared });
  });

  it('end the upstream when the last one goes, and begin anew afterwards', async () => {
    const { provider, upstreams, only: one } = sharing();
    const [first, second] = [new AbortController(), new AbortController()];
    const both = [first, second].map(({ signal }) => kindOf(provider.generate(request, options(signal))));
    await settled();
    first.abort();
    assert.equal(one().options.signal.aborted, false);
    second.abort();
    assert.equal(one().options.signal.aborted, true);
    assert.equal(one().left, 1);
    assert.deepEqual(await Promise.all(both), ['cancelled', 'cancelled']);
    void kindOf(provider.generate(request, options()));
    await settled();
    assert.equal(upstreams.length, 2);
  });

  it('end the upstream of a reader who leaves without a signal', async () => {
    const { provider, only: one } = sharing();
    const reader = provider.stream(request, options())[Symbol.asyncIterator]();
    const first = reader.next();
    await one().give(text('a'));
    await first;
    assert.deepEqual(await reader.return?.(), { done: true, value: undefined });
    assert.deepEqual([one().options.signal.aborted, one().left], [true, 1]);
    await reader.return?.();
    assert.equal(one().left, 1);
  });

  it('send nothing for who has given up before', async () => {
    const { provider, upstreams } = sharing();
    assert.equal(await kindOf(provider.generate(request, options(AbortSignal.abort()))), 'cancelled');
    assert.deepEqual(
      upstreams.map(({ asked }) => asked),
      [0],
    );
    void kindOf(provider.generate(request, options()));
    await settled();
    assert.equal(upstreams.length, 2);
  });

  it('all fail with the failure of the upstream, and the next begins anew', async () => {
    const { provider, upstreams, only: one } = sharing();
    const all = [0, 1, 2].map(() => kindOf(provider.generate(request, options())));
    await settled();
    await one().give(text('a'));
    await one().fail(failure('network'));
    assert.deepEqual(await Promise.all(all), ['network', 'network', 'network']);
    void kindOf(provider.generate(request, options()));
    await settled();
    assert.equal(upstreams.length, 2);
  });

  it('all hear of an end without a last event', async () => {
    const provider = withSharing(
      fake(() => ({
        [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
      })),
      { key: () => 'k' },
    );
    const both = [0, 1].map(() => kindOf(provider.generate(request, options())));
    assert.deepEqual(await Promise.all(both), ['protocol', 'protocol']);
  });

  it('do not mind an upstream that cannot end', async () => {
    const provider = withSharing(
      fake(() => ({
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.resolve({ done: false, value: done }),
          return: () => Promise.reject(new Error('cannot end')),
        }),
      })),
      { key: () => 'k' },
    );
    assert.equal((await provider.generate(request, options())).done, done);
  });

  it('do not let a person wait behind the background, unless its answer has begun', async () => {
    const background = (): CallOptions => options(undefined, { priority: 'background' });
    const { provider, upstreams } = sharing();
    const answers = [provider.generate(request, background()), provider.generate(request, background())];
    await settled();
    assert.equal(upstreams.length, 1);
    answers.push(provider.generate(request, options()), provider.generate(request, background()));
    await settled();
    assert.equal(upstreams.length, 2);
    await upstreams[0]?.give(done); // the older one ends without making the newer one forgotten
    answers.push(provider.generate(request, options()));
    await settled();
    assert.equal(upstreams.length, 2);
    await upstreams[1]?.give(done);
    const sources = (await Promise.all(answers)).map(({ done: { source } }) => source);
    assert.deepEqual(sources, ['server', 'shared', 'server', 'shared', 'shared']);

    const begun = sharing();
    const first = begun.provider.generate(request, background());
    await settled();
    await begun.only().give(text('a'));
    const second = begun.provider.generate(request, options());
    await settled();
    await begun.only().give(done);
    assert.deepEqual(
      (await Promise.all([first, second])).map((answer) => answer.text),
      ['a', 'a'],
    );
  });

  it('leave no listener behind, however they end', async () => {
    for (const end of [done, failure('server')]) {
      const { provider, only: one } = sharing();
      const caller = new AbortController();
      const both = [0, 1].map(() => kindOf(provider.generate(request, options(caller.signal))));
      await settled();
      assert.equal(getEventListeners(caller.signal, 'abort').length, 2);
      await (end instanceof Error ? one().fail(end) : one().give(end));
      await Promise.all(both);
      assert.equal(getEventListeners(caller.signal, 'abort').length, 0);
    }
  });

  it('over any comings and goings get the whole answer or their own cancellation, from one upstream', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('come' as const) }),
      fc.record({ kind: fc.constant('go' as const), which: fc.nat(4) }),
      fc.record({ kind: fc.constant('give' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const { provider, upstreams } = sharing();
        const piped = withCancellation(provider);
        const readers: { readonly cancel: AbortController; readonly outcome: Promise<string> }[] = [];
        const gone = new Set<number>();
        let given = '';
        const come = (): void => {
          const cancel = new AbortController();
          const outcome = piped.generate(request, options(cancel.signal)).then(
            ({ text: words }) => words,
            () => 'cancelled',
          );
          readers.push({ cancel, outcome });
        };
        come();
        await settled();
        for (const each of steps) {
          if (gone.size === readers.length) break;
          if (each.kind === 'come') come();
          else if (each.kind === 'go' && each.which < readers.length) {
            gone.add(each.which);
            readers[each.which]?.cancel.abort();
          } else if (each.kind === 'give') {
            given += String(given.length);
            await only(upstreams).give(text(given.slice(-1)));
          }
          await settled();
        }
        const upstream = only(upstreams);
        assert.equal(upstream.options.signal.aborted, gone.size === readers.length);
        if (gone.size < readers.length) await upstream.give(done);
        for (const [index, { outcome }] of readers.entries()) {
          assert.equal(await outcome, gone.has(index) ? 'cancelled' : given);
        }
        assert.equal(upstream.left, 1);
      }),
      { numRuns: 60 },
    );
  });
});
