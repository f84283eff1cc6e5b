/** How an attempt left its slot: with an answer, told that there are too many, or anything else. */
export type SlotOutcome = 'answered' | 'throttled' | 'other';

/** A number of slots that adapts to what the server takes. */
export interface AdaptiveSlots {
  readonly inUse: number;
  /** How many may be in use now. */
  readonly allowed: number;
  /** Takes a slot, which the returned function gives back, once. */
  take(): (outcome: SlotOutcome) => void;
}

/**
 * Additive increase, multiplicative decrease (as in RFC 5681): as many as `most` says until the server complains, then
 * half of those in use, and one more each time that as many answers came as there are slots, up to `most`.
 * Complaints about attempts that began before the last cut are part of it.
 */
export function createAdaptiveSlots(most: () => number): AdaptiveSlots {
  let cut: { allowed: number; answers: number } | undefined;
  let cuts = 0;
  let inUse = 0;
  const allowed = (): number => Math.min(most(), cut?.allowed ?? Number.POSITIVE_INFINITY);
  const shrink = (): void => {
    cut = { allowed: Math.max(1, Math.floor(inUse / 2)), answers: 0 };
    cuts += 1;
  };
  const grow = (): void => {
    if (cut === undefined) return;
    cut.answers += 1;
    if (cut.answers < cut.allowed) return;
    cut = cut.allowed + 1 < most() ? { allowed: cut.allowed + 1, answers: 0 } : undefined;
  };
  return {
    get inUse() {
      return inUse;
    },
    get allowed() {
      return allowed();
    },
    take() {
      const before = cuts;
      inUse += 1;
      return (outcome) => {
        if (outcome === 'throttled' && cuts === before) shrink();
        else if (outcome === 'answered') grow();
        inUse -= 1;
      };
    },
  };
}
