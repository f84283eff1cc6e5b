import assert from 'node:assert/strict';
import { fuzzSeed } from '../../soak/fuzz.ts';
import { runSeed } from '../../soak/runCases.ts';
import { cases, failuresIn, tableLines } from '../../soak/table.ts';
import type { Table } from '../../soak/table.ts';
import { otherForms, plainForms } from '../../soak/writers.ts';

// The same cases at every run, the first of those that the stage `soak` runs; `npm run soak` makes new ones, as many as
// there is time for.
const count = Number(process.env['OPENCRATES_EDIT_CASES'] ?? 150);

describe('an answer in any form, written from a known change', function () {
  this.timeout(600_000);

  it('gives the file that was meant, character for character, or is refused', async () => {
    const table: Table = {};
    const misses: string[] = [];
    for (let seed = 1; seed <= count; seed += 1) {
      const miss = await runSeed(seed, table);
      if (miss !== undefined) misses.push(`seed ${seed}, ${miss.form}: ${miss.judged.verdict}`);
    }
    console.log(
      tableLines(table)
        .map((line) => `      ${line}`)
        .join('\n'),
    );
    assert.deepEqual(failuresIn(table), [], misses.join('\n'));
    assert.deepEqual(
      Object.keys({ ...plainForms, ...otherForms }).filter((form) => cases(table[form] ?? none) === 0),
      [],
    );
  });

  const none = { exact: 0, refused: 0, ambiguous: 0, wrong: 0, touched: 0, minimal: 0 };

  it('neither throws nor hangs nor changes what was not asked when it is damaged', async () => {
    const misses: string[] = [];
    for (let seed = 1; seed <= count / 2; seed += 1) {
      const miss = await fuzzSeed(seed);
      if (miss !== undefined) misses.push(`seed ${seed}: ${miss}`);
    }
    assert.deepEqual(misses, []);
  });
});
