import type { MutantResult } from '@stryker-mutator/api/core';
import type { Reason } from './survivors.ts';

/** What a run came to; `score` is the share (0–100) of the mutants that were killed. */
export interface MutationVerdict {
  readonly markdown: string;
  readonly score: number;
  /** Survivors that nobody has given a reason for. */
  readonly unexplained: number;
  /** Reasons for mutants that do not live. */
  readonly idle: readonly Reason[];
}

/** Reads a file of the repository. */
export type ReadSource = (file: string) => string;

interface Survivor {
  readonly file: string;
  readonly number: number;
  readonly line: string;
  readonly replacement: string;
  readonly reason: Reason | undefined;
}

const killed = (mutant: MutantResult): boolean => mutant.status === 'Killed';
const timedOut = (mutant: MutantResult): boolean => mutant.status === 'Timeout';
/** Never reached counts as alive. */
const alive = (mutant: MutantResult): boolean =>
  mutant.status === 'Survived' || mutant.status === 'NoCoverage';

/** A table by file and every mutant that lives beside its reason. Mutants that are no valid code count as none. */
export function mutationReport(
  mutants: readonly MutantResult[],
  reasons: readonly Reason[],
  readSource: ReadSource,
): MutationVerdict {
  const files = [...new Set(mutants.map(({ fileName }) => fileName))].toSorted();
  const rows = files.map((file) =>
    row(
      `\`${file}\``,
      mutants.filter(({ fileName }) => fileName === file),
    ),
  );
  const survivors = mutants
    .filter(alive)
    .map((mutant) => survivorOf(mutant, reasons, readSource))
    .toSorted((a, b) => a.file.localeCompare(b.file) || a.number - b.number);
  const lines = [
    '| file | mutants | killed | timed out | alive | score |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    row('all', mutants),
    '',
    ...files.flatMap((file) => listed(file, survivors)),
  ];
  return {
    markdown: `${lines.join('\n').trimEnd()}\n`,
    score: scoreOf(mutants),
    unexplained: survivors.filter(({ reason }) => reason === undefined).length,
    idle: reasons.filter((given) => survivors.every(({ reason }) => reason !== given)),
  };
}

function scoreOf(mutants: readonly MutantResult[]): number {
  const dead = mutants.filter((mutant) => killed(mutant) || timedOut(mutant)).length;
  return (100 * dead) / Math.max(1, dead + mutants.filter(alive).length);
}

function row(name: string, mutants: readonly MutantResult[]): string {
  const counts = [killed, timedOut, alive].map((is) => mutants.filter(is).length);
  const all = counts.reduce((sum, count) => sum + count, 0);
  return `| ${[name, all, ...counts, `${scoreOf(mutants).toFixed(1)} %`].join(' | ')} |`;
}

function survivorOf(mutant: MutantResult, reasons: readonly Reason[], readSource: ReadSource): Survivor {
  const number = mutant.location.start.line;
  const line = readSource(mutant.fileName).split('\n')[number - 1]?.trim() ?? '';
  const replacement = mutant.replacement ?? '';
  const reason = reasons.find(
    (given) =>
      given.file === mutant.fileName &&
      given.line === line &&
      (given.replacement === undefined || given.replacement === replacement),
  );
  return { file: mutant.fileName, number, line, replacement, reason };
}

function listed(file: string, survivors: readonly Survivor[]): readonly string[] {
  const own = survivors.filter((survivor) => survivor.file === file);
  if (own.length === 0) return [];
  return [
    `## \`${file}\``,
    '',
    ...own.map(({ number, line, replacement, reason }) => {
      const change = replacement.replaceAll(/\s+/g, ' ');
      return `- line ${number}, ${code(line)} → ${code(change)}: ${reason?.why ?? '**no reason given**'}`;
    }),
    '',
  ];
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
