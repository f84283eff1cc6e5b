import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mendFinding } from '../../../src/findings/mendFinding.ts';

describe('mendFinding', () => {
  it('reads code whose quotes were not escaped', () => {
    const line = `{"rule":"shell","quote":"run("tar " + path, "x")","message":"\`path\` is "free".","severity":"error"}`;
    assert.deepEqual(mendFinding(line), {
      rule: 'shell',
      quote: 'run("tar " + path, "x")',
      message: '`path` is "free".',
      severity: 'error',
    });
  });

  it('keeps escapes that are right and takes the others for backslashes', () => {
    assert.deepEqual(mendFinding(String.raw`{"quote":"a\tb \"c\" \d \u00e9 "x"","message":"m\\"}`), {
      quote: 'a\tb "c" \\d é "x"',
      message: 'm\\',
    });
  });

  it('takes line breaks and tabs inside a text', () => {
    assert.deepEqual(mendFinding('{"quote":"one\n\ttwo","message":"m",}'), {
      quote: 'one\n\ttwo',
      message: 'm',
    });
  });

  it('gives nothing for a text that does not end', () => {
    assert.deepEqual(mendFinding('{"quote":"one'), {});
    assert.deepEqual(mendFinding('no object'), {});
  });

  it('reads every text that JSON could have held', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (quote, message) => {
        fc.pre(!/"\s*[,}]/u.test(quote + message));
        assert.deepEqual(mendFinding(JSON.stringify({ quote, message })), { quote, message });
      }),
    );
  });
});

describe('mendFinding in time', () => {
  it('reads blanks between members at once, and gives up very long objects', function () {
    this.timeout(2000);
    assert.match(mendFinding(`{"message": "a"${' '.repeat(15_000)}x"}`)['message'] ?? '', /x$/u);
    assert.deepEqual(mendFinding(`{${'"message": "a" '.repeat(5000)}`), {});
  });
});
