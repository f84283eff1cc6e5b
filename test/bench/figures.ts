/** One measured number; the unit is in its name. */
export interface Figure {
  readonly name: string;
  readonly value: number;
}

/** The stages of a request at which Cancel is measured. */
export const cancelStages = ['before headers', 'before the first word', 'mid-answer'] as const;

/** Verbs whose work in the extension host is watched, on files of so many lines. */
export const verbs = ['generate', 'document', 'analyze', 'explain'] as const;
export const largeSizes = [5000, 20_000] as const;

/** What the same files cost the extension host without a verb: VS Code's own work and that of its own extensions. */
export const baseLines = ['rest', 'a diff'] as const;

/** The figure's name: the longest time in which the extension host did nothing but one piece of work. */
export function longestBlock(during: (typeof verbs | typeof baseLines)[number], lines: number): string {
  return `longest block in ${during}, ${lines.toLocaleString('en')} lines`;
}

/** The figure's name: the longest time in which our code alone held the extension host during a verb. */
export function longestOwn(verb: (typeof verbs)[number], lines: number): string {
  return `longest of ours in ${verb}, ${lines.toLocaleString('en')} lines`;
}

/**
 * What a figure may be at most, by its name. The longest blocks have none here, where other extensions share the host and a
 * browser that draws shares the processor: `bench -- edits` holds ours to theirs.
 */
export const goals: Readonly<Record<string, number>> = {
  'package, kB': 4000,
  'native files in the package': 0,
  'entry, kB': 60,
  'activation minus empty, ms': 10,
  'click → request, median, ms': 50,
  'line sent → in the document, median, ms': 60,
  'line sent → in the document, p95, ms': 100,
  ...Object.fromEntries(
    cancelStages.flatMap((stage) => [
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
  const measured = new Set(figures.map(({ name }) => name));
  const missing = Object.keys(limits)
    .filter((name) => !measured.has(name))
    .map((name) => ({ name, value: Number.NaN }));
  const all = [...figures, ...missing];
  const isMissed = ({ name, value }: Figure): boolean => {
    const limit = limits[name];
    return limit !== undefined && !(value <= limit);
  };
  const row = (name: string, ...cells: readonly string[]): string =>
    `${name.padEnd(50)}${cells.map((cell) => cell.padStart(10)).join('')}`.trimEnd();
  const lines = all.map((figure) => {
    const limit = limits[figure.name];
    const value = Number.isNaN(figure.value) ? 'none' : figure.value.toFixed(1);
    if (limit === undefined) return row(figure.name, value);
    return row(figure.name, value, `≤ ${limit}`, isMissed(figure) ? 'MISSED' : 'met');
  });
  return {
    lines: [row('figure', 'measured', 'goal', 'verdict'), ...lines],
    missed: all.filter(isMissed).length,
  };
}
