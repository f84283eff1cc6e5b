import type { ProviderErrorKind } from '../../src/provider/errors.ts';

/** What one attempt of a request meets. */
export type Meeting = keyof typeof safe | keyof typeof final;

/** Nothing was shown yet and nothing was spent: the next attempt may simply be made. */
const safe = {
  resetBeforeHeaders: true,
  resetAfterHeaders: true,
  error500: true,
  error503: true,
  limited: true,
} as const;

/** How a request ends, by what its last attempt meets; `whole` is an answer. */
const final = {
  answer: ['whole'],
  slow: ['whole'],
  wholeJson: ['whole'],
  doneLineMissing: ['whole'],
  resetAfterEnd: ['whole'],
  stallBeforeText: ['timeout'],
  resetMidText: ['network'],
  closedMidText: ['truncated', 'network'],
  stallMidText: ['timeout'],
  badEvent: ['protocol'],
  errorEvent: ['server'],
  stoppedAtLimit: ['truncated'],
  refusedByFilter: ['refused'],
  textAfterEnd: ['protocol'],
  page: ['protocol'],
  quota: ['quota'],
  badRequest: ['badRequest'],
  unauthorized: ['auth'],
} as const satisfies Readonly<Record<string, readonly ('whole' | ProviderErrorKind)[]>>;

/** One request of the chaos: what its attempts meet, and when its caller gives up. */
export interface Script {
  readonly id: number;
  readonly meetings: readonly Meeting[];
  /** Milliseconds after the start; undefined: never. */
  readonly cancelAfterMs: number | undefined;
}

/** How a request may end: `whole` with its own text, or one of these failures after a beginning of it. */
export function allowedEnds(script: Script): readonly ('whole' | ProviderErrorKind)[] {
  const last = script.meetings.at(-1) as keyof typeof final;
  return script.cancelAfterMs === undefined ? final[last] : ['cancelled', ...final[last]];
}

/** The answer of a request, told apart from every other one's: letters of several lengths in UTF-8. */
export function answerOf(id: number): string {
  const words = ['caf\u00e9', 'na\u00efve', '\u65e5\u672c', '\u{1f600}', 'plain', '`code`', 'line\nbreak'];
  const random = createRandom(id);
  const length = 5 + Math.floor(random() * 60);
  const picked = Array.from({ length }, () => words[Math.floor(random() * words.length)]);
  return `${id}: ${picked.join(' ')} /${id}`;
}

/** Pseudo-random numbers in [0, 1), the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const safeNames = Object.keys(safe) as readonly (keyof typeof safe)[];
const finalNames = Object.keys(final) as readonly (keyof typeof final)[];

/**
 * As many scripts as asked for, the same for the same seed: three quarters plain answers, the rest every fault there is;
 * one in eight meets safe faults first, one in twenty is given up.
 */
export function createScripts(count: number, seed: number, mostFaults: number): readonly Script[] {
  const random = createRandom(seed);
  const pick = <T>(names: readonly T[]): T => names[Math.floor(random() * names.length)] as T;
  return Array.from({ length: count }, (_, id) => {
    const before = random() < 0.125 ? 1 + Math.floor(random() * mostFaults) : 0;
    const last = random() < 0.75 ? 'answer' : pick(finalNames);
    const cancelAfterMs = random() < 0.05 ? Math.floor(random() * 80) : undefined;
    return {
      id,
      meetings: [...Array.from({ length: before }, () => pick(safeNames)), last],
      cancelAfterMs,
    };
  });
}
