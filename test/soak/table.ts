import { plainForms } from './writers.ts';
import type { Judged } from './runCase.ts';

/** What became of the answers of one form. */
export interface Row {
  exact: number;
  refused: number;
  /** Refused where the answer itself was ambiguous. */
  ambiguous: number;
  wrong: number;
  touched: number;
  minimal: number;
}

export type Table = Record<string, Row>;

const empty = (): Row => ({ exact: 0, refused: 0, ambiguous: 0, wrong: 0, touched: 0, minimal: 0 });

/** Counts one answer. */
export function count(table: Table, form: string, judged: Judged, isAmbiguous: boolean): void {
  const row = (table[form] ??= empty());
  if (judged.verdict === 'refused' && isAmbiguous) row.ambiguous += 1;
  else row[judged.verdict] += 1;
  row.touched += judged.touched;
  row.minimal += judged.minimal;
}

/** Adds a worker's table to the sum. */
export function add(sum: Table, part: Table): void {
  for (const [form, row] of Object.entries(part)) {
    const own = (sum[form] ??= empty());
    for (const key of Object.keys(row) as (keyof Row)[]) own[key] += row[key];
  }
}

/** How many answers a row is about. */
export function cases(row: Row): number {
  return row.exact + row.refused + row.ambiguous + row.wrong;
}

/** The share of clear answers that were refused, 0 to 1. */
function refusedShare({ exact, refused, wrong }: Row): number {
  return refused / Math.max(1, exact + refused + wrong);
}

/** One line per form. */
export function tableLines(table: Table): readonly string[] {
  const line = (name: string, ...cells: readonly (string | number)[]): string =>
    name.padEnd(24) + cells.map((cell) => String(cell).padStart(11)).join('');
  const rows = Object.entries(table).map(([form, row]) =>
    line(
      form,
      cases(row),
      row.exact,
      row.refused,
      `${(refusedShare(row) * 100).toFixed(2)} %`,
      row.ambiguous,
      row.wrong,
      row.minimal === 0 ? '–' : (row.touched / row.minimal).toFixed(3),
    ),
  );
  return [line('form', 'answers', 'exact', 'refused', 'share', 'ambiguous', 'wrong', 'touched'), ...rows];
}

/** Refusals that say nothing about a form that was seen seldom. */
const few = 2;

/** What a table shows that may not be: damage, a refusal of a plain form, more than 2 % of another, edits wider than the change. */
export function failuresIn(table: Table): readonly string[] {
  return Object.entries(table).flatMap(([form, row]) => {
    const limit = form in plainForms ? 0 : Math.max(few, cases(row) * 0.02);
    return [
      ...(row.wrong > 0 ? [`${form}: ${row.wrong} wrong`] : []),
      ...(row.refused > limit ? [`${form}: ${row.refused} of ${cases(row)} refused`] : []),
      ...(row.touched > row.minimal * 1.05
        ? [`${form}: touches ${row.touched} lines, at least ${row.minimal}`]
        : []),
    ];
  });
}
