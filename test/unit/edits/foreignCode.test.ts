import assert from 'node:assert/strict';
import { isForeignCode } from '../../../src/edits/foreignCode.ts';
import { syntax } from '../../support/syntax.ts';

const unit = (index: number): string =>
  `def half_${index}(value):\n    # Not ${'so '.repeat(5)}\n    return value / 2\n`;
const many = (count: number): string => Array.from({ length: count }, (_, index) => unit(index)).join('\n');

describe('Code of another language than the file', () => {
  for (const [length, count] of [
    ['short', 2],
    ['long', 500],
  ] as const) {
    it(`is told where it is ${length}`, async () => {
      assert.equal(await isForeignCode(many(count), 'typescript', syntax), true);
    });

    it(`is not told of the file's own where that is ${length} and broken`, async () => {
      const broken = `${many(count)}\ndef half(value:\n`;
      assert.equal(await isForeignCode(broken, 'python', syntax), false);
    });

    it(`is not told of what is ${length} and whole in no language`, async () => {
      assert.equal(await isForeignCode(`${many(count)}) ) (\n`, 'typescript', syntax), false);
      assert.equal(await isForeignCode('So it is. '.repeat(count * 10), 'typescript', syntax), false);
    });
  }
});
