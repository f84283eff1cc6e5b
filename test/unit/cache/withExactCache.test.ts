import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createExactCache, type ExactCache } from '../../../src/cache/exactCache.ts';
import { withExactCache, type ExactCacheUse } from '../../../src/cache/withExactCache.ts';
import { collect } from '../../../src/provider/collect.ts';
import { ProviderError } from '../../../src/provider/errors.ts';
import type {
  CallOptions,
  GenerationDone,
  GenerationEvent,
  GenerationRequest,
  LLMProvider,
} from '../../../src/provider/provider.ts';
import { requestKey } from '../../../src/provider/requestKey.ts';
import { usageOf } from '../../../src/provider/usage.ts';
import { diskTimeoutMs, start, storeAt, temporaryFolder } from './storeAt.ts';

const request: GenerationRequest = {
  task: 'explain',
  system: 'You explain.',
  context: [{ kind: 'unit', label: 'a.ts', text: 'const a = 1;', tokens: 5 }],
  prompt: 'Explain it.',
  history: [],
  format: { kind: 'text' },
};

const done: GenerationDone = {
  type: 'done',
  finish: 'stop',
  model: 'served',
  requestId: 'req-1',
  usage: usageOf(10, 5),
  usageEstimated: false,
  source: 'server',
};

const say = (text: string): GenerationEvent => ({ type: 'text', text });

function options(cache: CallOptions['cache']): CallOptions {
  return { signal: new AbortController().signal, priority: 'interactive', cache, correlationId: 'c' };
}

/** A provider that gives one list of events after the other, and counts. */
function scripted(
  ...answers: readonly (readonly (GenerationEvent | Error)[])[]
): LLMProvider & { asked: number } {
  const provider = {
    name: 'scripted',
    asked: 0,
    async *stream(): AsyncGenerator<GenerationEvent> {
      const events = answers[provider.asked] ?? answers.at(-1) ?? [];
      provider.asked += 1;
      for (const event of events) {
        if (event instanceof Error) throw event;
        yield event;
      }
    },
    generate: (): Promise<never> => assert.fail('generate is made of stream'),
    healthCheck: async () => ({ ok: true, steps: [] }),
  };
  return provider;
}

interface Tested extends AsyncDisposable {
  readonly use: ExactCacheUse & { target: Parameters<typeof requestKey>[1]; enabled: boolean };
  readonly cache: ExactCache;
  readonly hits: readonly string[];
  read(
    provider: LLMProvider,
    cache?: CallOptions['cache'],
    more?: Partial<GenerationRequest>,
  ): Promise<string>;
}

async function tested(): Promise<Tested> {
  const folder = temporaryFolder();
  const { store: disk, clock } = await storeAt(folder.path);
  const date = (): number => start;
  const hits: string[] = [];
  const cache = createExactCache({
    disk,
    memory: { entries: 100, bytes: 1e6 },
    lifetimeMs: () => 1e12,
    clock,
    date,
  });
  const use = {
    cache,
    target: { endpoint: 'https://a.example/v1', model: 'm', maxTokens: 100, temperature: null },
    enabled: true,
    isEnabled: (): boolean => use.enabled,
    keyOf: (asked: GenerationRequest): string => requestKey(asked, use.target),
    temperatureOf: ({ temperature }: GenerationRequest) => ({
      value: temperature ?? null,
      isExplicit: temperature !== undefined,
    }),
    isSimulated: (_: GenerationRequest, { model }: GenerationDone): boolean => model.startsWith('simulated'),
    date,
    onHit: ({ task }: GenerationRequest): void => void hits.push(task),
  };
  return {
    use,
    cache,
    hits,
    async read(provider, how = 'use', more = {}) {
      const { text, done: end } = await withExactCache(provider, use).generate(
        { ...request, ...more },
        options(how),
      );
      return `${text} (${end.source})`;
    },
    async [Symbol.asyncDispose]() {
      cache.close();
      folder[Symbol.dispose]();
    },
  };
}

describe('The exact cache', function () {
  this.timeout(diskTimeoutMs);

  it('gives the same request the same answer without asking, as text and an end that says so', async () => {
    await using at = await tested();
    const provider = scripted([{ type: 'reasoning', text: 'so' }, say('Be'), say('cause.'), done]);
    const cached = withExactCache(provider, at.use);
    const events = async (): Promise<readonly GenerationEvent[]> => {
      const seen: GenerationEvent[] = [];
      for await (const event of cached.stream(request, options('use'))) seen.push(event);
      return seen;
    };
    assert.deepEqual(await events(), [{ type: 'reasoning', text: 'so' }, say('Be'), say('cause.'), done]);
    const { requestId: _, ...rest } = done;
    assert.deepEqual(await events(), [
      { type: 'reasoning', text: 'so' },
      say('Because.'),
      { ...rest, source: 'cache', storedAt: start },
    ]);
    assert.equal(provider.asked, 1);
    assert.deepEqual(at.hits, ['explain']);
  });

  it('asks for a request that differs in any one thing', async () => {
    await using at = await tested();
    const first = scripted([say('first'), done]);
    await at.read(first);
    const differing = fc.oneof(
      fc.record({ prompt: fc.string() }),
      fc.record({ system: fc.string() }),
      fc.record({ model: fc.string() }),
      fc.record({ maxTokens: fc.nat() }),
      fc.record({ temperature: fc.constant(0) }),
      fc.record({ reasoning: fc.constantFrom('low' as const, 'medium' as const, 'high' as const) }),
      fc.record({ task: fc.constantFrom('analyze' as const, 'document' as const) }),
      fc.record({
        history: fc.array(fc.record({ role: fc.constant('user' as const), text: fc.string() }), {
          minLength: 1,
        }),
      }),
      fc.record({
        context: fc.array(
          fc.record({
            kind: fc.constant('unit' as const),
            label: fc.string(),
            text: fc.string(),
            tokens: fc.constant(5),
          }),
        ),
      }),
      fc.record({
        format: fc.record({
          kind: fc.constant('jsonSchema' as const),
          name: fc.string(),
          schema: fc.dictionary(fc.string(), fc.string()),
        }),
      }),
    );
    const unlike: LLMProvider = scripted([new ProviderError({ kind: 'server', detail: 'asked' })]);
    await fc.assert(
      fc.asyncProperty(differing, async (change) => {
        fc.pre(
          Object.entries(change).some(([name, value]) => value !== request[name as keyof GenerationRequest]),
        );
        await assert.rejects(at.read(unlike, 'use', change), /asked/);
      }),
    );
    assert.equal(await at.read(first), 'first (cache)');
  });

  it('asks when the endpoint, the model or the token limit of the settings is another', async () => {
    await using at = await tested();
    const provider = scripted(
      [say('one'), done],
      [say('two'), done],
      [say('three'), done],
      [say('four'), done],
    );
    const { target } = at.use;
    assert.equal(await at.read(provider), 'one (server)');
    at.use.target = { ...target, endpoint: 'https://b.example/v1' };
    assert.equal(await at.read(provider), 'two (server)');
    at.use.target = { ...target, model: 'n' };
    assert.equal(await at.read(provider), 'three (server)');
    at.use.target = { ...target, maxTokens: 101 };
    assert.equal(await at.read(provider), 'four (server)');
    at.use.target = target;
    assert.equal(await at.read(provider), 'one (cache)');
  });

  it('asks again when told to refresh, and gives the new answer from then on', async () => {
    await using at = await tested();
    const provider = scripted([say('one'), done], [say('two'), done]);
    assert.equal(await at.read(provider), 'one (server)');
    assert.equal(await at.read(provider, 'refresh'), 'two (server)');
    assert.equal(await at.read(provider), 'two (cache)');
  });

  it('neither reads nor keeps when it is off, by the call or by the setting', async () => {
    await using at = await tested();
    const provider = scripted([say('one'), done], [say('two'), done], [say('three'), done]);
    assert.equal(await at.read(provider, 'off'), 'one (server)');
    at.use.enabled = false;
    assert.equal(await at.read(provider), 'two (server)');
    at.use.enabled = true;
    assert.equal(await at.read(provider), 'three (server)');
    at.use.enabled = false;
    assert.equal(await at.read(provider), 'three (server)');
    at.use.enabled = true;
    assert.equal(await at.read(provider), 'three (cache)');
    assert.equal(await at.read(provider, 'off'), 'three (server)');
  });

  it('asks each time for new code, unless a temperature of 0 was chosen', async () => {
    await using at = await tested();
    const provider = scripted([say('one'), done], [say('two'), done], [say('three'), done]);
    assert.equal(await at.read(provider, 'use', { task: 'generate' }), 'one (server)');
    assert.equal(await at.read(provider, 'use', { task: 'generate' }), 'two (server)');
    assert.equal(await at.read(provider, 'use', { task: 'generate', temperature: 0 }), 'three (server)');
    assert.equal(await at.read(provider, 'use', { task: 'generate', temperature: 0 }), 'three (cache)');
  });

  const failures = (['refused', 'truncated', 'network', 'protocol', 'cancelled'] as const).map(
    (kind) =>
      [`one that ended with ${kind}`, [say('half'), new ProviderError({ kind, detail: 'x' })]] as const,
  );
  for (const [what, events] of [
    ...failures,
    ['a call of tools', [say('half'), { ...done, finish: 'toolCalls' }]],
    ['an empty one', [done]],
    ['one of a simulated model', [say('half'), { ...done, model: 'simulated-1' }]],
    ['one that never said that it ended', [say('half')]],
  ] as const) {
    it(`never keeps ${what}`, async () => {
      await using at = await tested();
      await at.read(scripted(events)).catch(() => undefined);
      assert.equal(await at.read(scripted([say('whole'), done])), 'whole (server)');
    });
  }

  it('never keeps an answer that its reader left before the end', async () => {
    await using at = await tested();
    const provider = scripted([say('half'), say('whole'), done]);
    for await (const _ of withExactCache(provider, at.use).stream(request, options('use'))) break;
    assert.equal(await at.read(provider), 'halfwhole (server)');
  });

  it('never keeps an answer under settings that changed while it came', async () => {
    await using at = await tested();
    const { target } = at.use;
    const stream = withExactCache(scripted([say('one'), done]), at.use).stream(request, options('use'));
    for await (const event of stream)
      if (event.type === 'text') at.use.target = { ...target, endpoint: 'https://b.example/v1' };
    const other = scripted([say('two'), done]);
    assert.equal(await at.read(other), 'two (server)');
    at.use.target = target;
    assert.equal(await at.read(other), 'two (server)');
  });

  it('passes health checks on, and names the provider it stands for', async () => {
    await using at = await tested();
    const cached = withExactCache(scripted([]), at.use);
    assert.equal(cached.name, 'scripted');
    assert.deepEqual(await cached.healthCheck(new AbortController().signal), { ok: true, steps: [] });
  });

  it('keeps no word of the request beside the answer, and nothing of the headers', async () => {
    await using at = await tested();
    await at.read(scripted([say('one'), done]));
    const kept = at.cache.get(at.use.keyOf(request));
    assert.deepEqual(Object.keys(kept ?? {}).toSorted(), [
      'model',
      'reasoning',
      'storedAt',
      'text',
      'usage',
      'usageEstimated',
    ]);
  });

  it('gives any answer with words back as it came, however it was cut', async () => {
    await using at = await tested();
    const pieces = fc.array(
      fc.record({
        type: fc.constantFrom('text' as const, 'reasoning' as const),
        text: fc.string({ unit: 'binary' }),
      }),
    );
    let round = 0;
    await fc.assert(
      fc.asyncProperty(pieces, async (events) => {
        round += 1;
        const asked = { ...request, task: 'analyze' as const, prompt: String(round) };
        const cached = withExactCache(scripted([...events, done]), at.use);
        const first = await collect(cached.stream(asked, options('use')));
        const again = await collect(cached.stream(asked, options('use')));
        assert.deepEqual([again.text, again.reasoning], [first.text, first.reasoning]);
        assert.deepEqual(again.done.usage, first.done.usage);
        assert.equal(again.done.source, first.text.trim() === '' ? 'server' : 'cache');
      }),
      { numRuns: 40 },
    );
  });
});
