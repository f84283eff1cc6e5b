/** VS Code on its way through a file that changed: told of each look at it and each read. */
export interface Rereading {
  readonly looks: () => void;
  readonly reads: () => void;
  /** Resolves when the editor shows what it read, and lets it be edited if it may be; or when it was ended. */
  readonly over: Promise<void>;
  readonly end: () => void;
}

/**
 * Follows VS Code through one change. It does not say when it has taken over what it read, least of all that a text
 * which stays the same may be edited now. But it handles the changes of one file one after another: when it looks
 * again because of a second change, told by `tellAgain` while it reads, it is done with the first.
 */
export function awaitRereading(tellAgain: () => void): Rereading {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  let step: 'changed' | 'looked' | 'read' = 'changed';
  return {
    looks() {
      if (step === 'changed') step = 'looked';
      else if (step === 'read') end();
    },
    reads() {
      // What is read on an earlier look may be the old state of the file beside its new text.
      if (step !== 'looked') return;
      step = 'read';
      tellAgain();
    },
    over,
    end,
  };
}
