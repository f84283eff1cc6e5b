import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newFileName } from '../../../src/context/newFileName.ts';

describe('the name of a new file', () => {
  for (const [instruction, siblings, extension, expected] of [
    ['a function that reads a CSV line', ['a.ts'], 'ts', 'readsCsvLine.ts'],
    ['Write a date picker component', ['color-picker.tsx', 'x.tsx'], 'tsx', 'date-picker.tsx'],
    ['parse the INI file', [], 'py', 'parse_ini.py'],
    ['a price list', ['StockItem.java'], 'java', 'PriceList.java'],
    ['money formatter', ['DateFormat.ts', 'NumberFormat.ts', 'readFile.ts'], 'ts', 'MoneyFormatter.ts'],
    ['half', ['half.ts', 'HALF2.ts'], 'ts', 'half3.ts'],
    ['', [], 'go', 'untitled.go'],
    ['Übermut ../../etc', [], '', 'bermutEtc'],
  ] as const)
    it(`is ${expected} for “${instruction}”`, () =>
      assert.equal(newFileName(instruction, siblings, extension), expected));

  it('is new, and never leads to another folder', () =>
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ maxLength: 5 })), (instruction, siblings) => {
        const name = newFileName(instruction, siblings, 'ts');
        assert.match(name, /^[A-Za-z][\w-]*\.ts$/u);
        assert.ok(!siblings.includes(name));
      }),
    ));
});
