/** Milliseconds between two changes told while the answer streams. */
const interval = 50;

/** Takes the way to make the latest text; made only when it is read. */
export type Preview = (make: () => string) => void;

/** The file a preview is read from. */
export interface PreviewFile {
  /** Whoever reads next makes this text. */
  readonly offer: (make: () => string) => void;
  /** Says that there is something new to read. */
  readonly tell: () => void;
}

/** Offers each text at once and tells of it at most once per interval, so that a reader is never behind its own pace. */
export function createPreview({ offer, tell }: PreviewFile): {
  readonly show: Preview;
  readonly stop: () => void;
} {
  let isNew = false;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    timer = undefined;
    if (!isNew) return;
    isNew = false;
    tell();
    timer = setTimeout(flush, interval);
  }

  return {
    show(make) {
      offer(make);
      isNew = true;
      if (timer === undefined) flush();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      isNew = false;
    },
  };
}
