import { createCatalogue } from '../../../src/models/catalogue.ts';
import { createHealthWindow } from '../../../src/provider/healthWindow.ts';
import { median } from '../statistics.ts';
import type { CoreFigure } from './coreFigure.ts';
import type { Measured } from './exchange.ts';

const reads = 2000;
/** As many attempts as are remembered of an hour. */
const attempts = 2048;

/** What is asked without a server: what is known of a model, and the health of the last hour. */
export async function measureLookups(): Promise<Measured> {
  const now = (): number => performance.now();
  const window = createHealthWindow(now);
  const record = (index: number): void =>
    window.record({ outcome: index % 100 === 0 ? 'server' : 'ok', milliseconds: 500 + (index % 700) });
  for (let index = 0; index < attempts; index += 1) record(index);
  const catalogue = createCatalogue();
  const model = (): unknown => catalogue.modelInfo('https://api.openai.com/v1', 'gpt-5.4-mini');
  const raw = {
    modelInfo: timesOf(() => void model()),
    healthCached: timesOf(() => void window.read()),
    healthAfterAttempt: timesOf(
      () => void window.read(),
      (index) => record(index),
    ),
  };
  return {
    raw: { lookups: raw },
    figures: [
      lookup('model info, ms', raw.modelInfo, 0.05),
      lookup('health of the last hour, cached, ms', raw.healthCached, 1),
      lookup('the same after one more attempt, ms', raw.healthAfterAttempt, 1),
    ],
  };
}

function timesOf(read: () => void, before: (index: number) => void = () => undefined): readonly number[] {
  return Array.from({ length: reads }, (_, index) => {
    before(index);
    const from = performance.now();
    read();
    return performance.now() - from;
  });
}

function lookup(name: string, times: readonly number[], atMost: number): CoreFigure {
  const core = median(times);
  return { name, core, judged: 'core', goal: { atMost, of: core }, errors: 0 };
}
