/** What a figure must reach; `of` is the number that is held to it. */
export type Goal =
  | { readonly atMost: number; readonly of: number }
  | { readonly atLeast: number; readonly of: number };

/** One line of the core's table. Numbers are medians in the unit of the name. */
export interface CoreFigure {
  readonly name: string;
  readonly fetch?: number;
  readonly sdk?: number;
  readonly core: number;
  /** In words what is held to the goal: `core − sdk`, `core ÷ fetch`. */
  readonly judged?: string;
  readonly goal?: Goal;
  /** The number that is shown where there is no goal. */
  readonly measured?: number;
  /** Requests that failed or were answered wrongly; one is too many. */
  readonly errors: number;
}

/** True when the goal is missed, the number is none, or a request failed. */
export function isMissed({ goal, errors }: CoreFigure): boolean {
  if (errors > 0) return true;
  if (goal === undefined) return false;
  return 'atMost' in goal ? !(goal.of <= goal.atMost) : !(goal.of >= goal.atLeast);
}

/** The table: a line for each figure, with its verdict where it has a goal. */
export function coreTable(figures: readonly CoreFigure[]): readonly string[] {
  const row = (name: string, cells: readonly string[], verdict: string): string =>
    `${name.padEnd(44)}${cells.map((cell) => cell.padStart(10)).join('')}  ${verdict}`.trimEnd();
  const head = row('figure', ['fetch', 'sdk', 'core', 'errors', 'measured', 'goal'], 'judged');
  return [head, ...figures.map((figure) => row(figure.name, cellsOf(figure), verdictOf(figure)))];
}

function cellsOf(figure: CoreFigure): readonly string[] {
  const { goal } = figure;
  const limit = goal === undefined ? '' : 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
  const numbers = [figure.fetch, figure.sdk, figure.core].map(shown);
  return [...numbers, String(figure.errors), shown(goal?.of ?? figure.measured), limit];
}

function verdictOf(figure: CoreFigure): string {
  if (figure.goal === undefined && figure.errors === 0) return figure.judged ?? '';
  return `${isMissed(figure) ? 'MISSED' : 'met'} ${figure.judged ?? ''}`.trim();
}

function shown(value: number | undefined): string {
  if (value === undefined) return '';
  return Math.abs(value) >= 100
    ? value.toFixed(0)
    : value.toFixed(value !== 0 && Math.abs(value) < 10 ? 3 : 1);
}
