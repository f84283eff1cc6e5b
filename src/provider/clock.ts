/** Time as the core sees it, passed in so that tests decide it. */
export interface Clock {
  /** Milliseconds on a scale that never jumps; only differences mean anything. */
  now(): number;
  /** Runs `callback` once after `milliseconds`; the returned function takes it back. */
  setTimeout(callback: () => void, milliseconds: number): () => void;
}

/** The computer's own clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimeout(callback, milliseconds) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
