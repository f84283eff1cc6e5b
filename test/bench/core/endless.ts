import { isProviderError } from '../../../src/provider/errors.ts';
import type { Measured } from './exchange.ts';
import type { Upstream } from './startUpstream.ts';
import { callOptions, createCore, request } from './variants.ts';

const boundBytes = 4 * 1024 * 1024;
const sampleEvery = 256 * 1024;

/** A server that never stops: it must be cut at the bound, with little more than the answer in memory. */
export async function measureEndless(upstream: Upstream): Promise<Measured> {
  const collectGarbage = globalThis.gc;
  if (collectGarbage === undefined) throw new Error('run with --expose-gc');
  const core = createCore(upstream.endpoint('endless'));
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let text = '';
  let sampledAt = 0;
  let peak = 0;
  let kind = 'none';
  try {
    for await (const event of core.stream(request, callOptions())) {
      if (event.type !== 'text') continue;
      text += event.text; // whoever asks keeps it, too
      if (text.length - sampledAt < sampleEvery) continue;
      sampledAt = text.length;
      collectGarbage();
      peak = Math.max(peak, process.memoryUsage().heapUsed - before);
    }
  } catch (error) {
    kind = isProviderError(error) ? error.kind : 'not classified';
  }
  const isCut = kind !== 'none' && text.length <= boundBytes && text.length > boundBytes / 2;
  return {
    raw: { endless: { kind, length: text.length, peak } },
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
