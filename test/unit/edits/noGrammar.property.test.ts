import assert from 'node:assert/strict';
import type { Syntax } from '../../../src/syntax/syntax.ts';
import { intended, makeCase } from '../../soak/cases.ts';
import type { Case } from '../../soak/cases.ts';
import { createRandom } from '../../soak/random.ts';
import type { Random } from '../../soak/random.ts';
import { runCase } from '../../soak/runCase.ts';
import { count } from '../../soak/table.ts';
import type { Table } from '../../soak/table.ts';
import { otherForms, plainForms } from '../../soak/writers.ts';
import type { Written } from '../../soak/writers.ts';

const noGrammar: Syntax = {
  has: () => false,
  parse: async () => undefined,
  reparse: async () => undefined,
  parseFragment: async () => undefined,
};

const forms = Object.entries({ ...plainForms, ...otherForms });

/** An answer about one declaration alone: without a grammar an import that came with it has no place to go. */
function writeAnswer(given: Case, random: Random): { readonly form: string; readonly written: Written } {
  for (;;) {
    const [form, write] = random.pick(forms);
    const written = write(given, random);
    if (written?.text.length === intended(given).length) return { form, written };
  }
}

async function tableOf(
  select: (given: Case, written: Written) => Pick<Written, 'selected'>,
): Promise<Readonly<Table>> {
  const table: Table = {};
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = createRandom(seed);
    const given = makeCase(random);
    const { form, written } = writeAnswer(given, random);
    const judged = await runCase(given, { ...written, ...select(given, written) }, random, noGrammar);
    count(table, form, judged, written.isAmbiguous);
  }
  return table;
}

function sum(table: Readonly<Table>, key: 'exact' | 'wrong'): number {
  return Object.values(table).reduce((total, row) => total + row[key], 0);
}

describe('an answer where there is no grammar', function () {
  this.timeout(120_000);

  it('to selected lines gives what was meant or is refused', async () => {
    const table = await tableOf(({ start, end }, { selected }) => ({ selected: selected ?? [start, end] }));
    assert.equal(sum(table, 'wrong'), 0, JSON.stringify(table));
    assert.ok(sum(table, 'exact') > 200, JSON.stringify(table));
  });

  it('to a cursor in a function gives what was meant or is refused', async () => {
    // A body alone, where no function was found around the cursor, is new code like any other.
    const { 'body only': bodies, ...table } = await tableOf(() => ({}));
    assert.equal(sum(table, 'wrong'), 0, JSON.stringify(table));
    assert.ok(sum(table, 'exact') > 180, JSON.stringify(table));
    assert.ok(bodies !== undefined);
  });
});
