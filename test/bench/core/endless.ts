import { collect } from '../../../src/provider/collect.ts';
import { isProviderError } from '../../../src/provider/errors.ts';
import { collectGarbage } from '../../support/collectGarbage.ts';
import type { Measured } from './exchange.ts';
import type { Upstream } from './startUpstream.ts';
import type { GenerationEvent } from '../../../src/provider/provider.ts';
import { callOptions, createCore, request } from './createCore.ts';

const boundBytes = 4 * 1024 * 1024;
const sampleEvery = 256 * 1024;

/** A server that never stops: it must be cut at the bound, with little more than the answer in memory. */
export async function measureEndless(upstream: Upstream): Promise<Measured> {
  const { provider } = createCore(upstream.endpoint('endless'));
  // What is loaded once is no part of an answer.
  await createCore(upstream.endpoint('small')).provider.generate(request, callOptions());
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let length = 0;
  let sampledAt = 0;
  let peak = 0;
  let kind = 'none';
  try {
    const sampled = async function* (): AsyncGenerator<GenerationEvent, void, undefined> {
      for await (const event of provider.stream(request, callOptions({ cache: 'use' }))) {
        yield event;
        if (event.type !== 'text') continue;
        length += event.text.length;
        if (length - sampledAt < sampleEvery) continue;
        sampledAt = length;
        collectGarbage();
        peak = Math.max(peak, process.memoryUsage().heapUsed - before);
      }
    };
    // Whoever asks keeps the whole text, too.
    await collect(sampled());
  } catch (error) {
    kind = isProviderError(error) ? error.kind : 'not classified';
  }
  const isCut = kind !== 'none' && length <= boundBytes && length > boundBytes / 2;
  return {
    raw: { endless: { kind, length, peak } },
    figures: [
      {
        name: 'answer without end: added heap, MB',
        core: peak / 1024 / 1024,
        judged: 'heap ÷ bound of 4 MB',
        goal: { atMost: 3, of: peak / boundBytes },
        errors: isCut ? 0 : 1,
      },
    ],
  };
}
