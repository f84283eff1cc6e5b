import { makeCase } from './cases.ts';
import type { Case } from './cases.ts';
import { createRandom } from './random.ts';
import { runCase } from './runCase.ts';
import type { Judged } from './runCase.ts';
import { count } from './table.ts';
import type { Table } from './table.ts';
import { otherForms, plainForms } from './writers.ts';
import type { Written } from './writers.ts';

/** An answer that was not read as it was meant. */
export interface Miss {
  readonly seed: number;
  readonly form: string;
  readonly given: Case;
  readonly written: Written;
  readonly judged: Judged;
}

const forms = Object.entries({ ...plainForms, ...otherForms });

/** The case of one seed: a file, a form that it can be written in, and what became of the answer. */
export async function runSeed(seed: number, table: Table): Promise<Miss | undefined> {
  const random = createRandom(seed);
  const given = makeCase(random);
  for (;;) {
    const [form, write] = random.pick(forms);
    const written = write(given, random);
    if (written === undefined) continue;
    const judged = await runCase(given, written, random);
    count(table, form, judged, written.isAmbiguous);
    const isMiss = judged.verdict === 'wrong' || (judged.verdict === 'refused' && !written.isAmbiguous);
    return isMiss ? { seed, form, given, written, judged } : undefined;
  }
}
