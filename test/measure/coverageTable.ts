import type { FileCoverage, Ratio } from './measureCoverage.ts';

/** What a room must reach, in percent. */
interface Threshold {
  readonly lines: number;
  readonly branches: number;
  readonly functions: number;
}

const pure: Threshold = { lines: 95, branches: 90, functions: 100 };
/** What stands between a person's request and a server. */
const core: Threshold = { lines: 98, branches: 95, functions: 100 };
const outer: Threshold = { lines: 85, branches: 0, functions: 0 };

const thresholds: Readonly<Record<string, Threshold>> = {
  provider: core,
  openai: core,
  cache: core,
  editor: outer,
  webview: outer,
  'extension.ts': outer,
};

/** A table per room (and, asked for, each file with gaps), and a sentence for each threshold that was missed. */
export function coverageTable(
  files: readonly FileCoverage[],
  options: { readonly files: boolean },
): { readonly lines: readonly string[]; readonly failures: readonly string[] } {
  const rooms = Map.groupBy(files, ({ file }) => file.split('/')[0] ?? file);
  const lines = [row('room', 'lines', 'branches', 'functions')];
  const failures: string[] = files.length === 0 ? ['nothing was measured'] : [];
  for (const [room, members] of [...rooms].toSorted(([a], [b]) => a.localeCompare(b))) {
    const threshold = thresholds[room] ?? pure;
    const total = {
      lines: sum(members, 'lines'),
      branches: sum(members, 'branches'),
      functions: sum(members, 'functions'),
    };
    lines.push(row(room, percent(total.lines), percent(total.branches), percent(total.functions)));
    for (const kind of ['lines', 'branches', 'functions'] as const)
      if (share(total[kind]) < threshold[kind])
        failures.push(`${room}: ${kind} ${percent(total[kind])}, at least ${threshold[kind]} %`);
    if (options.files || total.functions.covered < total.functions.total * (threshold.functions / 100))
      lines.push(...members.flatMap(gaps));
  }
  const all = { lines: sum(files, 'lines'), branches: sum(files, 'branches') };
  lines.push(row('all', percent(all.lines), percent(all.branches), percent(sum(files, 'functions'))));
  return { lines, failures };
}

function gaps(file: FileCoverage): readonly string[] {
  if (file.uncoveredLines.length === 0 && file.uncoveredFunctions.length === 0) return [];
  const functions =
    file.uncoveredFunctions.length > 0 ? ` never called: ${file.uncoveredFunctions.join(', ')}` : '';
  return [`  ${file.file} ${percent(file.lines)} lines ${ranges(file.uncoveredLines)}${functions}`];
}

function ranges(lines: readonly number[]): string {
  const out: [number, number][] = [];
  for (const line of lines) {
    const last = out.at(-1);
    if (last !== undefined && line === last[1] + 1) last[1] = line;
    else out.push([line, line]);
  }
  return out.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(' ');
}

function sum(files: readonly FileCoverage[], kind: 'lines' | 'branches' | 'functions'): Ratio {
  return files.reduce(
    (total, file) => ({
      covered: total.covered + file[kind].covered,
      total: total.total + file[kind].total,
    }),
    { covered: 0, total: 0 },
  );
}

function share({ covered, total }: Ratio): number {
  return total === 0 ? 100 : (covered / total) * 100;
}

function percent(ratio: Ratio): string {
  return `${share(ratio).toFixed(1)} %`;
}

function row(name: string, ...cells: readonly string[]): string {
  return name.padEnd(14) + cells.map((cell) => cell.padStart(11)).join('');
}
