import { open, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** What to fetch into which file; bytes already in the file are asked for no more. */
export interface Download {
  readonly url: string;
  readonly file: string;
  /** The whole size, where it is known beforehand. */
  readonly bytes?: number;
  readonly onBytes?: (done: number, total: number | undefined) => void;
  /** Pause before another try, in milliseconds, doubled each time; 500 when left out. */
  readonly pauseMs?: number;
  /** Time without a byte after which a connection counts as broken; 30 s when left out. */
  readonly idleMs?: number;
  readonly signal?: AbortSignal;
}

const fruitlessTries = 4;

/**
 * Downloads over HTTP, continuing where the file ends and again after a broken connection. Rejects when the server
 * cannot be reached at all (at once), answers with a failure, or breaks off four times without sending anything.
 */
export async function download(request: Download): Promise<void> {
  let reached = false;
  for (let fruitless = 0; ;) {
    const before = await sizeOf(request.file);
    if (request.bytes !== undefined && before === request.bytes) return;
    try {
      await attempt(request, before, () => {
        reached = true;
      });
      return;
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof HttpFailure || !reached) throw error;
      fruitless = (await sizeOf(request.file)) > before ? 0 : fruitless + 1;
      if (fruitless >= fruitlessTries) throw error;
      await sleep((request.pauseMs ?? 500) * 2 ** fruitless, undefined, { signal: request.signal });
    }
  }
}

class HttpFailure extends Error {}

async function attempt(request: Download, from: number, onReached: () => void): Promise<void> {
  const idle = new AbortController();
  const idleMs = request.idleMs ?? 30_000;
  let timer = setTimeout(() => idle.abort(new Error('No answer.')), Math.min(idleMs, 8000));
  const signals = request.signal === undefined ? [idle.signal] : [idle.signal, request.signal];
  try {
    const response = await fetch(request.url, {
      headers: { 'accept-encoding': 'identity', ...(from > 0 ? { range: `bytes=${from}-` } : {}) },
      signal: AbortSignal.any(signals),
    });
    onReached();
    const start = await startOf(response, from);
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    const total = Number.isNaN(length) ? request.bytes : start + length;
    const file = await open(request.file, start === 0 ? 'w' : 'a');
    try {
      let done = start;
      for await (const chunk of response.body ?? []) {
        clearTimeout(timer);
        timer = setTimeout(() => idle.abort(new Error(`No byte for ${idleMs / 1000} s.`)), idleMs);
        await file.write(chunk);
        done += chunk.length;
        request.onBytes?.(done, total);
      }
      if (total !== undefined && done < total)
        throw new Error(`The connection ended after ${done} of ${total} bytes.`);
    } finally {
      await file.close();
    }
  } finally {
    clearTimeout(timer);
  }
}

/** The offset at which the answer's bytes belong: a server may ignore the range and send everything. */
async function startOf(response: Response, from: number): Promise<number> {
  if (response.status === 200) return 0;
  const range = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
  if (response.status === 206 && Number(range?.[1]) === from) return from;
  await response.body?.cancel();
  throw new HttpFailure(`The server answered ${response.status}.`);
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}
