/** One measured number; the unit is in its name. */
export interface Figure {
  readonly name: string;
  readonly value: number;
}

/** What a figure may be at most, by its name. */
export const goals: Readonly<Record<string, number>> = {
  'package, kB': 4000,
  'entry, kB': 60,
  'activation minus empty, ms': 10,
  'click → request, median, ms': 50,
  'line sent → in the document, median, ms': 60,
  'line sent → in the document, p95, ms': 100,
  ...Object.fromEntries(
    ['before headers', 'before the first word', 'mid-answer'].flatMap((stage) => [
      [`cancel ${stage} → idle, median, ms`, 100],
      [`cancel ${stage} → disconnect, median, ms`, 200],
    ]),
  ),
};

/** A table of figures beside their goals. A goal whose figure is missing or no number counts as missed. */
export function tableLines(
  figures: readonly Figure[],
  limits: Readonly<Record<string, number>>,
): { readonly lines: readonly string[]; readonly missed: number } {
  const measured = new Map(figures.map(({ name, value }) => [name, value]));
  const missing = Object.keys(limits).filter((name) => !measured.has(name));
  const row = (name: string, value: string, verdict: string): string =>
    `${name.padEnd(48)}${value.padStart(10)}  ${verdict}`;
  const isMissed = ({ name, value }: Figure): boolean => {
    const limit = limits[name];
    return limit !== undefined && !(value <= limit);
  };
  const verdictOf = (figure: Figure): string => {
    const limit = limits[figure.name];
    if (limit === undefined) return '';
    return isMissed(figure) ? `MISSED, at most ${limit}` : `at most ${limit}`;
  };
  const lines = [
    ...figures.map((figure) => row(figure.name, figure.value.toFixed(1), verdictOf(figure))),
    ...missing.map((name) => row(name, 'none', `MISSED, at most ${limits[name]}`)),
  ];
  return { lines, missed: figures.filter(isMissed).length + missing.length };
}
