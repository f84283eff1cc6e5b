import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import type { GenerationEvent } from '../../../src/provider/provider.ts';
import { createManualClock } from '../../support/manualClock.ts';
import { recordings } from './recordings.ts';
import type { RecordedStream } from './recordings.ts';
import { read } from './readStream.ts';
import type { BodyEnd, Reading } from './readStream.ts';

/** Everything a reader sees, as one text. Texts that follow one another are one, however they were cut. */
function seen({ events, failure }: Reading): string {
  const joined = events.reduce<readonly GenerationEvent[]>((before, event) => {
    const last = before.at(-1);
    return (event.type === 'text' || event.type === 'reasoning') && last?.type === event.type
      ? [...before.slice(0, -1), { type: event.type, text: last.text + event.text }]
      : [...before, event];
  }, []);
  return JSON.stringify([joined, failure?.kind, failure?.truncation, failure?.partialUsage]);
}

const outcomeOf = ({ failure }: Reading): string => failure?.kind ?? 'ok';

/** A body in pieces of these sizes, over and over. */
function cut(bytes: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

/** Reads the first bytes of a recording. A connection that dies before the answer's end is a failure of its own. */
async function readStart(
  stream: RecordedStream,
  length: number,
  end: BodyEnd,
): Promise<Reading | 'terminated'> {
  const { wire, tokenLimit } = stream;
  const clock = createManualClock();
  const reading = read([stream.bytes.subarray(0, length)], { wire, tokenLimit, end, clock });
  if (end === 'hang') {
    for (let turn = 0; clock.pending === 0 && turn < 100; turn += 1) await setImmediate();
    clock.pass(2000);
  }
  return reading.catch((error: unknown) => {
    assert.ok(error instanceof TypeError && error.message === 'terminated', String(error));
    return 'terminated' as const;
  });
}

for (const stream of recordings) {
  const { name, bytes, terminal, wire, tokenLimit } = stream;
  const whole = await read([bytes], { wire, tokenLimit });

  describe(`The recorded stream ${name}`, function () {
    this.timeout(120_000);

    it(`is ${stream.outcome === 'ok' ? 'whole' : stream.outcome}, with text`, () => {
      assert.equal(outcomeOf(whole), stream.outcome);
      assert.notEqual(whole.text, '');
      assert.equal(whole.done === undefined, stream.outcome !== 'ok');
      if (whole.done !== undefined) assert.equal(whole.done.usageEstimated, stream.usage === Infinity);
    });

    it('cut anywhere before its end is never whole, and its text is a beginning of the whole', async () => {
      for (let length = 0; length < Math.min(terminal, bytes.length); length += 1) {
        const reading = await readStart(stream, length, length % 2 === 0 ? 'close' : 'error');
        if (reading === 'terminated') continue;
        const where = `${length} of ${bytes.length} bytes`;
        assert.equal(reading.done, undefined, where);
        assert.notEqual(reading.failure, undefined, where);
        assert.ok(whole.text.startsWith(reading.text), where);
      }
    });

    it('cut anywhere from its end on is the same, however the connection ends', async () => {
      const ends = ['close', 'error', 'hang'] as const;
      for (let length = terminal; length <= bytes.length; length += 1) {
        for (const end of ends) {
          const reading = await readStart(stream, length, end);
          const where = `${length} of ${bytes.length} bytes, ${end}`;
          assert.ok(reading !== 'terminated', where);
          assert.equal(reading.text, whole.text, where);
          assert.equal(outcomeOf(reading), outcomeOf(whole), where);
          assert.equal(reading.done?.finish, whole.done?.finish, where);
          if (reading.done === undefined) continue;
          assert.equal(reading.done.usageEstimated, length < stream.usage, where);
          if (length >= stream.usage) assert.deepEqual(reading.done.usage, whole.done?.usage, where);
        }
      }
    });

    it('gives the same events byte by byte, with every single cut, and in any pieces', async () => {
      const expected = seen(whole);
      const same = async (pieces: readonly Uint8Array[]): Promise<void> =>
        assert.equal(seen(await read(pieces, { wire, tokenLimit })), expected);
      await same(cut(bytes, [1]));
      for (let at = 1; at < bytes.length; at += 1) await same([bytes.subarray(0, at), bytes.subarray(at)]);
      const sizes = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 9 });
      await fc.assert(
        fc.asyncProperty(sizes, (drawn) => same(cut(bytes, drawn))),
        { numRuns: 1000 },
      );
    });
  });
}
