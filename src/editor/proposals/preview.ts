/** Milliseconds between two updates of the proposal while the answer streams. */
const interval = 50;

/** Takes the way to make the latest text; made only when its turn comes to be shown. */
export type Preview = (make: () => string) => void;

/** Shows at most one text per interval, the latest; the first at once. */
export function createPreview(put: (text: string) => void): {
  readonly show: Preview;
  readonly stop: () => void;
} {
  let waiting: (() => string) | undefined;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    timer = undefined;
    if (waiting === undefined) return;
    const make = waiting;
    waiting = undefined;
    put(make());
    timer = setTimeout(flush, interval);
  }

  return {
    show(make) {
      waiting = make;
      if (timer === undefined) flush();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      waiting = undefined;
    },
  };
}
