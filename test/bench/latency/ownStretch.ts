import { Session } from 'node:inspector/promises';

/** Microseconds between two samples of the profiler. */
const interval = 500;

/**
 * The longest time, in milliseconds, in which code from one folder held the event loop while `work` ran: within one turn of
 * the loop, the samples of V8's profiler with that code on the stack. Other extensions share the loop, and what they do is
 * not charged to this one.
 */
export async function longestOwnStretch(folder: string, work: () => Promise<unknown>): Promise<number> {
  const session = new Session();
  session.connect();
  const turns = watchTurns();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval });
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return longestStretch(profile, turns.end(), (url) => url.includes(folder));
  } finally {
    turns.end();
    session.disconnect();
  }
}

/** When each turn of the event loop began after one that was long, in microseconds of the monotonic clock that the profiler has, too. */
function watchTurns(): { readonly end: () => readonly number[] } {
  const begun: number[] = [];
  // Timers come first in a turn: after one of a millisecond or more this one is always due.
  const timer = setInterval(() => void begun.push(Number(process.hrtime.bigint() / 1000n)), 1);
  return {
    end() {
      clearInterval(timer);
      return begun;
    },
  };
}

interface Profile {
  /** Microseconds. */
  readonly startTime: number;
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[] | undefined;
  }[];
  readonly samples?: readonly number[] | undefined;
  /** Microseconds since the sample before. */
  readonly timeDeltas?: readonly number[] | undefined;
}

/** Milliseconds of such a file's code in the turn that has most of it; collecting garbage right after it counts. */
export function longestStretch(
  profile: Profile,
  turns: readonly number[],
  isOwn: (url: string) => boolean,
): number {
  const own = ownNodes(profile, isOwn);
  const collecting = new Set(
    profile.nodes.flatMap(({ id, callFrame }) =>
      callFrame.functionName === '(garbage collector)' ? [id] : [],
    ),
  );
  let [longest, stretch, turn, at] = [0, 0, 0, profile.startTime];
  for (const [index, sample] of (profile.samples ?? []).entries()) {
    const delta = profile.timeDeltas?.[index] ?? 0;
    at += delta;
    while ((turns[turn] ?? Number.POSITIVE_INFINITY) <= at) {
      turn += 1;
      stretch = 0;
    }
    if (own.has(sample) || (stretch > 0 && collecting.has(sample))) stretch += delta;
    longest = Math.max(longest, stretch);
  }
  return longest / 1000;
}

/** Nodes of the call tree at which, or under which, such a file's code runs. */
function ownNodes({ nodes }: Profile, isOwn: (url: string) => boolean): ReadonlySet<number> {
  const own = new Set<number>();
  // A node stands before its children.
  for (const { id, callFrame, children = [] } of nodes)
    if (own.has(id) || isOwn(callFrame.url)) for (const each of [id, ...children]) own.add(each);
  return own;
}
