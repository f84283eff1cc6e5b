import { median } from '../statistics.ts';
import type { CoreFigure } from './coreFigure.ts';
import { interleave } from './rounds.ts';
import type { Upstream } from './startUpstream.ts';
import { createVariants, createWholeSdk } from './variants.ts';
import type { Ask, Variant } from './variants.ts';

/** Figures with the single numbers behind them, to be kept. */
export interface Measured {
  readonly figures: readonly CoreFigure[];
  readonly raw: Readonly<Record<string, unknown>>;
}

const rounds = 7;
/** Rounds of many users differ by a tenth and more. */
const throughputRounds = 21;
const smallAnswer = 'Paris.';
const chunkedAnswer = ' another word'.repeat(500);

/** Counts what did not come back as it should. */
interface Tally {
  errors: number;
}

/** One user, one small answer after another: the time of each, and what the core adds. */
export async function measureAddedLatency(upstream: Upstream): Promise<Measured> {
  const endpoint = upstream.endpoint('small');
  const tally: Tally = { errors: 0 };
  const asks = { ...createVariants(endpoint), whole: createWholeSdk(endpoint) };
  const medianOf = (ask: Ask) => async (): Promise<number> => {
    const times: number[] = [];
    for (let sent = 0; sent < 400; sent += 1) {
      const from = performance.now();
      await checked(ask, smallAnswer, tally);
      times.push(performance.now() - from);
    }
    return median(times);
  };
  const contestants = mapped(asks, medianOf);
  await interleave(contestants, 1); // code that is compiled, connections that are open
  tally.errors = 0;
  const raw = await interleave(contestants, rounds);
  const added = raw.core.map((time, round) => time - (raw.sdk[round] ?? Number.NaN));
  const common = { fetch: median(raw.fetch), core: median(raw.core), errors: tally.errors };
  return {
    raw: { addedLatency: raw },
    figures: [
      {
        name: 'small answer, 1 user, ms',
        ...common,
        sdk: median(raw.sdk),
        judged: 'core − sdk',
        goal: { atMost: 0.1, of: median(added) },
      },
      { name: 'the same, the SDK asking without a stream, ms', ...common, sdk: median(raw.whole) },
    ],
  };
}

/** Many users who ask again at once: answers per second. */
export async function measureThroughput(upstream: Upstream, users: number): Promise<Measured> {
  const tally: Tally = { errors: 0 };
  const perSecond = (ask: Ask) => async (): Promise<number> => {
    const from = performance.now();
    const until = from + 2000;
    let answered = 0;
    const user = async (): Promise<void> => {
      while (performance.now() < until) {
        await checked(ask, smallAnswer, tally);
        answered += 1;
      }
    };
    await Promise.all(Array.from({ length: users }, user));
    return answered / ((performance.now() - from) / 1000);
  };
  const contestants = mapped(createVariants(upstream.endpoint('small'), users), perSecond);
  await interleave(contestants, 1);
  tally.errors = 0;
  const raw = await interleave(contestants, throughputRounds);
  const ratios = raw.core.map((rate, round) => rate / (raw.sdk[round] ?? Number.NaN));
  return {
    raw: { [`throughput${users}`]: raw },
    figures: [
      {
        name: `answers per second, ${users} users`,
        fetch: median(raw.fetch),
        sdk: median(raw.sdk),
        core: median(raw.core),
        judged: 'core ÷ sdk',
        goal: { atLeast: 0.95, of: median(ratios) },
        errors: tally.errors,
      },
    ],
  };
}

/**
 * Processor time of this process for one stream of 500 chunks: each chunk arriving by itself, where reading from the
 * network is most of the work, and all of them at once, where taking the events apart is.
 */
export async function measureStreamCpu(upstream: Upstream): Promise<Measured> {
  const singly = await streamCpu(upstream.endpoint('chunks'));
  const together = await streamCpu(upstream.endpoint('burst'));
  return {
    raw: { streamCpu: singly.raw, streamCpuAtOnce: together.raw },
    figures: [
      {
        name: '500 chunks, each by itself, CPU ms',
        ...singly.medians,
        judged: 'core ÷ fetch',
        goal: { atMost: 1.35, of: singly.over('fetch') },
      },
      { name: 'the same', ...singly.medians, judged: 'core ÷ sdk', measured: singly.over('sdk') },
      {
        name: '500 chunks, all at once, CPU ms',
        ...together.medians,
        judged: 'core ÷ sdk',
        goal: { atMost: 0.5, of: together.over('sdk') },
      },
      { name: 'the same', ...together.medians, judged: 'core ÷ fetch', measured: together.over('fetch') },
    ],
  };
}

interface StreamCpu {
  readonly raw: Readonly<Record<Variant, readonly number[]>>;
  readonly medians: Readonly<Record<Variant | 'errors', number>>;
  /** The core's time as a multiple of another's, round by round. */
  readonly over: (other: Variant) => number;
}

async function streamCpu(endpoint: string): Promise<StreamCpu> {
  const tally: Tally = { errors: 0 };
  const streams = 60;
  const cpu = (ask: Ask, name: string) => async (): Promise<number> => {
    const from = process.cpuUsage();
    for (let read = 0; read < streams; read += 1)
      await checked(ask, name === 'fetch' ? undefined : chunkedAnswer, tally);
    const spent = process.cpuUsage(from);
    return (spent.user + spent.system) / 1000 / streams;
  };
  const contestants = mapped(createVariants(endpoint), cpu);
  await interleave(contestants, 1);
  tally.errors = 0;
  const raw = await interleave(contestants, rounds);
  return {
    raw,
    medians: {
      fetch: median(raw.fetch),
      sdk: median(raw.sdk),
      core: median(raw.core),
      errors: tally.errors,
    },
    over: (other) => median(raw.core.map((time, round) => time / (raw[other][round] ?? Number.NaN))),
  };
}

/** `expected` undefined: any text, as raw fetch gives the events themselves. */
async function checked(ask: Ask, expected: string | undefined, tally: Tally): Promise<void> {
  try {
    const text = await ask();
    if (!(expected === undefined || text === expected || text.includes(expected))) tally.errors += 1;
  } catch {
    tally.errors += 1;
  }
}

function mapped<Name extends string>(
  asks: Readonly<Record<Name, Ask>>,
  measure: (ask: Ask, name: string) => () => Promise<number>,
): Readonly<Record<Name, () => Promise<number>>> {
  const entries = Object.entries<Ask>(asks).map(([name, ask]) => [name, measure(ask, name)] as const);
  return Object.fromEntries(entries) as Record<Name, () => Promise<number>>;
}
