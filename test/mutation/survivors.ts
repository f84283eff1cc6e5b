/** Why mutants of one line may live: they change nothing that can be seen, or nothing that is promised. */
export interface Reason {
  readonly file: string;
  /** The line as it stands in the file, without the blanks around it. */
  readonly line: string;
  /** What stands in its place; absent: whatever does. */
  readonly replacement?: string;
  readonly why: string;
}

/** Every mutant that lives, with its reason; the run fails for one that is not here. */
export const survivors: readonly Reason[] = [
  {
    file: 'src/provider/adaptiveSlots.ts',
    line: 'cuts += 1;',
    why: 'the number is only compared for being another one than before, which it is in either direction',
  },
  {
    file: 'src/provider/breakers.ts',
    line: "if (state.kind === 'halfOpen' && state.isProbing) throw circuitOpen(policy.probeRetryMs);",
    replacement: 'true',
    why: 'only a half-open circuit has `isProbing`; the comparison is there for the types',
  },
  {
    file: 'src/provider/breakers.ts',
    line: "return state.kind === 'open' && now >= state.until ? { kind: 'halfOpen', isProbing: false } : state;",
    replacement: 'true',
    why: 'only an open circuit has `until`, and nothing is later than a time that is missing; the comparison is there for the types',
  },
  {
    file: 'src/provider/breakers.ts',
    line: "return state.kind === 'open' && now >= state.until ? { kind: 'halfOpen', isProbing: false } : state;",
    replacement: '""',
    why: 'what is neither open nor closed is shown and treated as half-open, and nothing keeps this value',
  },
  {
    file: 'src/provider/lane.ts',
    line: 'if (pause === undefined || until > pause.until) pause = { until, kind };',
    replacement: 'until >= pause.until',
    why: 'of two pauses that end at the same moment either may be the one that is told',
  },
  {
    file: 'src/provider/limiter.ts',
    line: 'if (this.#waiting.length === 0) return;',
    replacement: 'false',
    why: 'spares work where nobody waits; without anybody the rest does nothing',
  },
  {
    file: 'src/provider/limits.ts',
    line: "const error = end.kind === 'failed' && isProviderError(end.error) ? end.error : undefined;",
    replacement: 'true',
    why: 'only a failed end has an error; the comparison is there for the types',
  },
  {
    file: 'src/provider/limits.ts',
    line: "outcome: error?.kind === 'rateLimit' ? 'throttled' : 'other',",
    replacement: '""',
    why: 'whatever is neither an answer nor a complaint leaves the slots as they are',
  },
  {
    file: 'src/provider/rateHeaders.ts',
    line: 'return text !== null && /^\\d{1,15}$/.test(text) ? Number(text) : undefined;',
    replacement: 'true',
    why: 'null is no number to the pattern, either; the comparison is there for the types',
  },
  {
    file: 'src/provider/rateHeaders.ts',
    line: 'if (text === null) return undefined;',
    replacement: 'false',
    why: 'null is no duration to the pattern, either; the comparison is there for the types',
  },
  {
    file: 'src/provider/rateHeaders.ts',
    line: "for (const [, value, unit = ''] of whole.matchAll(/(\\d+(?:\\.\\d+)?)([a-zµ]+)/g)) {",
    replacement: '"Stryker was here!"',
    why: 'a match always has a unit; the default is there for the types',
  },
  {
    file: 'src/provider/rateWindow.ts',
    line: 'if (now < entry.until) return;',
    replacement: 'now <= entry.until',
    why: 'at the very end of a minute the window gives that moment as the answer, whether the payment is in it or not',
  },
  {
    file: 'src/provider/serverQuota.ts',
    line: "} else if (left.kind === 'fixed') {",
    replacement: 'true',
    why: 'what is unknown stays unknown, whatever is taken off it',
  },
];
