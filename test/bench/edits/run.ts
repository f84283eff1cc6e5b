import { extractCode } from '../../../src/edits/extract.ts';
import { lineEdits } from '../../../src/edits/lineEdits.ts';
import { readAnswer } from '../../../src/edits/readAnswer.ts';
import { chooseTarget } from '../../../src/edits/target.ts';
import { collectGarbage } from '../../support/collectGarbage.ts';
import { syntax } from '../../support/syntax.ts';
import { type Figure, tableLines } from '../figures.ts';
import { median, quantile } from '../statistics.ts';
import { longestTurns, turnNames } from './turns.ts';

// `npm run bench -- edits`: from an answer to edits, in milliseconds of the processor, so that what else the computer does
// counts less, except for the longest turns, which are told by the clock; the first line is a fixed loop to hold other computers against.

const limits: Readonly<Record<string, number>> = {
  'code out of a 1 MB answer, median': 100,
  'code out of a 1 MB line, median': 100,
  'answer → edits, 5,000 lines, p95': 50,
  'answer → edits, 20,000 lines, p95': 150,
  'memory, 1,000 proposals against 100, MB': 1,
  ...Object.fromEntries(
    turnNames.flatMap((name) => [
      [turnFigure(name, 5000), 50],
      [turnFigure(name, 20_000), 100],
    ]),
  ),
};

function turnFigure(name: string, lines: number): string {
  return `longest turn in ${name}, ${lines / 1000},000`;
}

/** Milliseconds of the processor that work takes. */
async function timed(work: () => unknown): Promise<number> {
  const { user, system } = process.threadCpuUsage();
  await work();
  const end = process.threadCpuUsage({ user, system });
  return (end.user + end.system) / 1000;
}

async function timedOften(times: number, work: (round: number) => unknown): Promise<readonly number[]> {
  const all: number[] = [];
  for (let round = 0; round < times; round += 1) all.push(await timed(() => work(round)));
  return all;
}

function calibration(): number {
  let state = 1;
  for (let count = 0; count < 20_000_000; count += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}

const languages = {
  typescript: (name: string, n: number) => [
    `export function ${name}(limit: number): number {`,
    `  const first = limit + ${n};`,
    `  if (first > ${n}) {`,
    `    tell("${n}", first);`,
    '  }',
    `  // step ${n}`,
    `  return first * ${n};`,
    '}',
    '',
  ],
  python: (name: string, n: number) => [
    `def ${name}(limit):`,
    `    first = limit + ${n}`,
    `    if first > ${n}:`,
    `        tell("${n}", first)`,
    `    # step ${n}`,
    `    return first * ${n}`,
    '',
    '',
  ],
};

/** Reads answers about functions all over a file of so many lines; each answer as a unit and as a block of changes. */
async function answerTimes(
  languageId: keyof typeof languages,
  lines: number,
  times: number,
): Promise<readonly number[]> {
  const write = languages[languageId];
  const size = write('f', 0).length;
  const count = Math.round(lines / size);
  const file = Array.from({ length: count }, (_, index) => write(`name${index}`, index))
    .flat()
    .join('\n');
  using tree = await syntax.parse(languageId, file);
  if (tree === undefined) throw new Error(`${languageId} has no grammar`);
  tree.units();
  // Awaited here: the tree is gone once this function returns.
  return await timedOften(times, async (round) => {
    const at = (round * 7919) % count;
    const old = write(`name${at}`, at);
    const line = at * size + 1;
    const cursor = { startLine: line, startCharacter: 0, endLine: line, endCharacter: 0 };
    const target = chooseTarget(file, cursor, tree);
    const changed = old.map((each) => each.replace('first = limit', 'first = 2 * limit'));
    const answer =
      round % 2 === 0
        ? ['```', ...changed, '```'].join('\n')
        : ['<<<<<<< SEARCH', old[1], old[2], '=======', changed[1], old[2], '>>>>>>> REPLACE'].join('\n');
    const outcome = await readAnswer({ file, tree, languageId, target, answer, ended: 'complete', syntax });
    if (outcome.kind !== 'proposal') throw new Error(`${languageId}: ${outcome.kind}`);
    if (lineEdits(file, outcome.text).length !== 1) throw new Error('more than one edit');
  });
}

const figures: Figure[] = [];
const add = (name: string, value: number): void => {
  figures.push({ name, value });
  console.log(`measured: ${name}`);
};

add('a fixed loop, median', median(await timedOften(5, calibration)));
const long = `Here:\n\n\`\`\`ts\n${'const value = compute(1, 2, 3);\n'.repeat(31_250)}\`\`\`\n`;
add('code out of a 1 MB answer, median', median(await timedOften(7, () => extractCode(long))));
const line = `\`\`\`js\nconst x = [${'1, '.repeat(333_000)}];\n\`\`\`\n`;
add('code out of a 1 MB line, median', median(await timedOften(7, () => extractCode(line))));
for (const [lines, times] of [
  [5000, 30],
  [20_000, 12],
] as const) {
  const all = [
    ...(await answerTimes('typescript', lines, times)),
    ...(await answerTimes('python', lines, times)),
  ];
  add(`answer → edits, ${lines.toLocaleString('en')} lines, median`, median(all));
  add(`answer → edits, ${lines.toLocaleString('en')} lines, p95`, quantile(all, 0.95));
}
for (const size of [5000, 20_000])
  for (const [name, longest] of await longestTurns(size)) add(turnFigure(name, size), longest);

/** Bytes in use, the grammars' own memory among them: that of a tree that is not given back stays there. */
function memory(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

await answerTimes('typescript', 500, 100);
const afterSome = memory();
await answerTimes('typescript', 500, 900);
add('memory, 1,000 proposals against 100, MB', (memory() - afterSome) / 1024 / 1024);

async function wholeLine(name: string, file: string, answer: string): Promise<void> {
  const cursor = { startLine: 0, startCharacter: 0, endLine: 0, endCharacter: 0 };
  const once = await timed(async () => {
    using tree = await syntax.parse('javascript', file);
    const target = chooseTarget(file, cursor, tree);
    await readAnswer({ file, languageId: 'javascript', target, answer, ended: 'complete', syntax });
  });
  add(name, once);
}
await wholeLine(
  'a file of one line of 1 MB, once',
  `const x = [${'1, '.repeat(333_000)}1];`,
  '```js\nconst x = [1];\n```',
);
await wholeLine(
  '20,000 functions in one line, once',
  'function f(a) { return a; } '.repeat(20_000),
  '```js\nfunction f(a) { return 1; }\n```',
);

const { lines, missed } = tableLines(figures, limits);
console.log(lines.map((each) => each.replace('figure  ', 'ms      ')).join('\n'));
process.exitCode = missed === 0 ? 0 : 1;
