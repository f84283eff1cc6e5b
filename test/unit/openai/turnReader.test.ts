import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { createTurnReader } from '../../../src/openai/turnReader.ts';

type Push = (bytes: Uint8Array | 'end' | Error) => void;

/** A body that is written while it is read, and how often it was asked for more. */
function bodyOf(): { readonly reader: ReadableStreamDefaultReader<Uint8Array>; readonly push: Push } {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
  const push: Push = (bytes) => {
    if (bytes === 'end') controller?.close();
    else if (bytes instanceof Error) controller?.error(bytes);
    else controller?.enqueue(bytes);
  };
  return { reader: body.getReader(), push };
}

const bytes = (text: string): Uint8Array => Buffer.from(text);
const textOf = (read: Uint8Array | undefined): string | undefined =>
  read === undefined ? undefined : Buffer.from(read).toString();

describe('A reader by turns', () => {
  it('joins what one turn of the event loop brings', async () => {
    const { reader, push } = bodyOf();
    const turns = createTurnReader(reader);
    for (const letter of 'abc') push(bytes(letter));
    assert.equal(textOf(await turns.next()), 'abc');
    const next = turns.next();
    await setImmediate();
    push(bytes('d'));
    assert.equal(textOf(await next), 'd');
  });

  it('gives what came before the end, and then the end, again and again', async () => {
    const { reader, push } = bodyOf();
    const turns = createTurnReader(reader);
    push(bytes('a'));
    push('end');
    assert.equal(textOf(await turns.next()), 'a');
    assert.deepEqual([await turns.next(), await turns.next()], [undefined, undefined]);
  });

  it('gives what came before a break, and then the break', async () => {
    const turns = createTurnReader({
      read: (() => {
        const steps = [{ done: false, value: bytes('a') } as const];
        return () => {
          const step = steps.shift();
          return step === undefined ? Promise.reject(new Error('broken')) : Promise.resolve(step);
        };
      })(),
    });
    assert.equal(textOf(await turns.next()), 'a');
    await assert.rejects(turns.next(), /broken/);
  });

  it('reads no more than 64 kB ahead of a reader who is slow', async () => {
    let asked = 0;
    const read = () => {
      asked += 1;
      return Promise.resolve({ done: false as const, value: new Uint8Array(16 * 1024) });
    };
    const turns = createTurnReader({ read });
    assert.equal((await turns.next())?.length, 64 * 1024);
    await setImmediate();
    await setImmediate();
    assert.equal(asked, 4);
  });

  it('wakes nobody twice for the same bytes', async () => {
    const { reader, push } = bodyOf();
    const turns = createTurnReader(reader);
    const first = turns.next();
    push(bytes('a'));
    push(new Uint8Array(64 * 1024));
    assert.equal((await first)?.length, 64 * 1024 + 1);
    await setImmediate();
    const second = turns.next();
    await setImmediate();
    push(bytes('b'));
    assert.equal(textOf(await second), 'b');
  });

  it('asks for nothing after the end', async () => {
    let asked = 0;
    const turns = createTurnReader({
      read() {
        asked += 1;
        return Promise.resolve({ done: true, value: undefined });
      },
    });
    assert.deepEqual([await turns.next(), await turns.next(), asked], [undefined, undefined, 1]);
  });

  it('gives at once what came while nobody asked', async () => {
    const { reader, push } = bodyOf();
    const turns = createTurnReader(reader);
    push(bytes('a'));
    await turns.next();
    push(bytes('b'));
    await setImmediate();
    await setImmediate();
    assert.equal(textOf(await turns.next()), 'b');
  });

  it('takes no bytes for no end', async () => {
    const { reader, push } = bodyOf();
    const turns = createTurnReader(reader);
    const next = turns.next();
    push(bytes(''));
    await setImmediate();
    await setImmediate();
    push(bytes('a'));
    assert.equal(textOf(await next), 'a');
  });

  it('gives what came alone without copying it', async () => {
    const { reader, push } = bodyOf();
    const alone = bytes('a');
    push(alone);
    assert.equal(await createTurnReader(reader).next(), alone);
  });

  it('asks for one piece at a time', async () => {
    const { reader, push } = bodyOf();
    let open = 0;
    let most = 0;
    const turns = createTurnReader({
      async read() {
        most = Math.max(most, (open += 1));
        const piece = await reader.read();
        open -= 1;
        return piece;
      },
    });
    for (const letter of 'ab') {
      const next = turns.next();
      push(bytes(letter));
      assert.equal(textOf(await next), letter);
    }
    assert.equal(most, 1);
  });

  it('loses and turns around nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.boolean())), async (pieces) => {
        const { reader, push } = bodyOf();
        const turns = createTurnReader(reader);
        const reading = (async () => {
          let all = '';
          for (let read = await turns.next(); read !== undefined; read = await turns.next())
            all += Buffer.from(read).toString('latin1');
          return Buffer.from(all, 'latin1').toString();
        })();
        for (const [text, waits] of pieces) {
          push(bytes(text));
          if (waits) await setImmediate();
        }
        push('end');
        assert.equal(await reading, Buffer.from(pieces.map(([text]) => text).join('')).toString());
      }),
    );
  });
});
