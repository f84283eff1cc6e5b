import { Buffer } from 'node:buffer';
import { clearImmediate, setImmediate } from 'node:timers';

/** Reads a body in larger pieces than the network brings it. */
export interface TurnReader {
  /** All bytes that arrived since the last call, at least one; undefined at the end. Rejects when the body breaks. */
  next(): Promise<Uint8Array | undefined>;
}

type Reader = Pick<ReadableStreamDefaultReader<Uint8Array>, 'read'>;

/** Bytes that are read ahead of whoever calls `next`. */
const aheadLength = 64 * 1024;

/**
 * Servers send each token on its own, and many arrive at once: whatever one turn of the event loop brings is joined,
 * so that what comes later is done once for all of it. Nothing waits for a second turn.
 */
export function createTurnReader(reader: Reader): TurnReader {
  let pieces: Uint8Array[] = [];
  let length = 0;
  let isReading = false;
  let isDue = false;
  let ending: { readonly error?: unknown } | undefined;
  let turn: NodeJS.Immediate | undefined;
  let waiting: (() => void) | undefined;

  const deliver = (): void => {
    clearImmediate(turn);
    turn = undefined;
    isDue = true;
    waiting?.();
  };
  const onPiece = ({ value }: { readonly value?: Uint8Array | undefined }): void => {
    isReading = false;
    if (value === undefined) return onEnd({});
    if (value.length === 0) return read(); // no bytes are no reason to wake anybody, and not the end
    pieces.push(value);
    length += value.length;
    if (length >= aheadLength) return deliver();
    turn ??= setImmediate(deliver);
    read();
  };
  const onEnd = (how: { readonly error?: unknown }): void => {
    ending = how;
    deliver();
  };
  const onError = (error: unknown): void => onEnd({ error });
  const read = (): void => {
    if (isReading || ending !== undefined) return;
    isReading = true;
    reader.read().then(onPiece, onError);
  };
  const take = (): Uint8Array => {
    const [first = Buffer.alloc(0)] = pieces;
    const all = pieces.length > 1 ? Buffer.concat(pieces, length) : first;
    pieces = [];
    length = 0;
    isDue = false;
    return all;
  };
  return {
    async next() {
      read();
      if (!isDue && ending === undefined) {
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting = resolve;
        await promise;
        waiting = undefined;
      }
      if (length > 0) return take();
      if (ending !== undefined && 'error' in ending) throw ending.error;
      return undefined;
    },
  };
}
