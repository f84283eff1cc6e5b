import assert from 'node:assert/strict';
import { measureStreamTable, tableIn } from './streamTable.ts';

describe('The table of broken streams in the README', function () {
  this.timeout(120_000);

  it('is what was measured (node test/streamTable.ts writes it anew)', async () => {
    const table = await measureStreamTable();
    process.stdout.write(`\n${table}\n\n`);
    assert.equal(tableIn(), table);
  });
});
