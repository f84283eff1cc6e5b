import { isDamaged, isGood } from './compare.ts';
import type { Comparison, Made } from './compare.ts';
import { reasonFor } from './reasons.ts';

/** A comparison with what the language's own judge says; undefined where there is none, or no file. */
export interface Judged extends Comparison {
  readonly accepted: { readonly ours: boolean | undefined; readonly simple: boolean | undefined };
}

interface Counts {
  readonly asked: number;
  readonly offered: number;
  readonly good: number;
  readonly simpleGood: number;
  readonly accepted: number;
  readonly simpleAccepted: number;
  readonly damaged: number;
  readonly simpleDamaged: number;
}

function countsOf(all: readonly Judged[]): Counts {
  const count = (is: (each: Judged) => boolean): number => all.filter(is).length;
  return {
    asked: all.length,
    offered: count(({ ours }) => ours !== undefined),
    good: count(({ ours }) => isGood(ours)),
    simpleGood: count(({ simple }) => isGood(simple)),
    accepted: count(({ ours, accepted }) => isGood(ours) && accepted.ours === true),
    simpleAccepted: count(({ simple, accepted }) => isGood(simple) && accepted.simple === true),
    damaged: count(({ ours }) => ours !== undefined && isDamaged(ours)),
    simpleDamaged: count(({ simple }) => isDamaged(simple)),
  };
}

function row(name: string, counts: Counts): string {
  const { asked, offered, good, simpleGood, accepted, simpleAccepted, damaged, simpleDamaged } = counts;
  return `| ${[name, asked, offered, good, simpleGood, accepted, simpleAccepted, damaged, simpleDamaged].join(' | ')} |`;
}

function byLanguage(all: readonly Judged[]): ReadonlyMap<string, readonly Judged[]> {
  return Map.groupBy(all, ({ asked }) => asked.file.languageId);
}

/** One row for each language, one for all. */
export function tableLines(all: readonly Judged[]): readonly string[] {
  return [
    '| language | asked | offered | parse and define it: ours | first fence | compile, too: ours | first fence | damaged: ours | first fence |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...[...byLanguage(all)].map(([language, some]) => row(language, countsOf(some))),
    row('all', countsOf(all)),
  ];
}

/** What does not hold of what is promised; empty when all does. */
export function brokenPromises(all: readonly Judged[]): readonly string[] {
  const total = countsOf(all);
  const fewer = [...byLanguage(all)].flatMap(([language, some]) => {
    const { good, simpleGood, accepted, simpleAccepted } = countsOf(some);
    return good < simpleGood || accepted < simpleAccepted
      ? [`${language}: fewer good files than the first fence makes`]
      : [];
  });
  return [
    ...(total.damaged > 0 ? [`${total.damaged} damaged files offered`] : []),
    ...(total.good > total.simpleGood ? [] : ['not more good files than the first fence makes']),
    ...fewer,
  ];
}

function title({ asked: { task } }: Judged): string {
  return `\`${task.file}\`, \`${task.unit}\`: *${task.instruction}*`;
}

/** Answers that became nothing and that nobody has looked at. */
export function unexplained(all: readonly Judged[]): readonly string[] {
  return all
    .filter(({ asked, ours }) => ours === undefined && reasonFor(asked.task) === undefined)
    .map(title);
}

function nothing(judged: Judged): readonly string[] {
  const { asked, answer, kind, simple } = judged;
  const fate = isGood(simple) ? 'The first fence made a good file of it.' : '';
  const why = reasonFor(asked.task)?.why ?? 'NOBODY HAS LOOKED AT IT YET.';
  return [
    '',
    `### ${title(judged)}`,
    '',
    `**${kind}**: ${why} ${fate}`.trim(),
    '',
    '````',
    answer.text,
    '````',
  ];
}

const said = (made: Made | undefined): string =>
  made === undefined
    ? 'nothing'
    : [
        made.parses ? '' : 'does not parse',
        made.defines ? '' : 'not what was asked',
        made.lost.length > 0 ? `lost or doubled: ${made.lost.join(', ')}` : '',
        made.outside.length > 0
          ? `changed outside: line ${made.outside.map((line) => line + 1).join(', ')}`
          : '',
      ]
        .filter((part) => part !== '')
        .join('; ') || 'good';

function list(all: readonly Judged[], line: (judged: Judged) => string): readonly string[] {
  return all.length === 0 ? ['None.'] : all.map((each) => `- ${line(each)}`);
}

/** Everything there is to say about a run, as Markdown. */
export function reportLines(all: readonly Judged[]): readonly string[] {
  const none = all.filter(({ ours }) => ours === undefined);
  const better = all.filter(
    ({ ours, simple, accepted }) =>
      (isGood(simple) && !isGood(ours)) || (accepted.simple === true && accepted.ours === false),
  );
  const asks = all.filter(({ kind }) => kind === 'needsConsent');
  const wrong = all.filter(({ ours }) => ours !== undefined && !isGood(ours));
  const refused = all.filter(({ ours, accepted }) => isGood(ours) && accepted.ours === false);
  const saved = all.filter(({ ours, simple }) => isGood(ours) && !isGood(simple));
  return [
    ...tableLines(all),
    '',
    '## Where the first fence did better',
    '',
    ...list(better, (each) => `${title(each)}: ours ${said(each.ours)}`),
    '',
    '## Where only ours made a good file',
    '',
    ...list(saved, (each) => `${title(each)}: first fence ${said(each.simple)}`),
    '',
    '## Offered, though it is not what was asked',
    '',
    ...list(wrong, title),
    '',
    "## What was asked, but the language's own judge refuses it",
    '',
    ...list(refused, title),
    '',
    '## Offered with a question',
    '',
    ...list(asks, title),
    '',
    '## Answers that became nothing',
    ...(none.length === 0 ? ['', 'None.'] : none.flatMap(nothing)),
  ];
}
