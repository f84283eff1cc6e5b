import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureModel, startModelServer } from '../support/model.ts';
import type { ModelServer } from '../support/model.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { knownWeights } from '../support/weights.ts';
import { askTask, folderOf } from './askTask.ts';
import { answerTasks } from './answerTasks.ts';
import { cachedAnswer } from './cachedAnswer.ts';
import { compare, isGood } from './compare.ts';
import type { Comparison } from './compare.ts';
import { ownJudge } from './judges.ts';
import { idleReasons } from './reasons.ts';
import { brokenPromises, reportLines, tableLines, unexplained } from './report.ts';
import type { Judged } from './report.ts';

// `npm run answers`: asks the small model 60 things and makes a file of each answer in two ways. It rewrites
// test/answers/report.md. Answers are kept in .test-out/answers: the same request is asked once. `-- --only words`
// takes the tasks whose file, declaration or instruction has the words, and prints the answers.

const reportFile = join(repositoryRoot, 'test/answers/report.md');
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const { only } = values;

const parts = await ensureModel();
if (parts.kind === 'unavailable') throw new Error(parts.reasons.join('\n'));
const { model } = parts;
let running: Promise<ModelServer> | undefined;
const server = (): Promise<ModelServer> => (running ??= startModelServer());

const compared: Comparison[] = [];
for (const task of answerTasks) {
  if (only !== undefined && !`${task.file} ${task.unit} ${task.instruction}`.includes(only)) continue;
  const asked = await askTask(task);
  const answer = await cachedAnswer(asked.request, model, server);
  const comparison = await compare(asked, answer);
  compared.push(comparison);
  const { kind, ours, simple } = comparison;
  const words = [kind, isGood(ours) ? 'good' : '-', isGood(simple) ? 'good' : '-'];
  console.log(
    `${task.file.padEnd(26)} ${task.unit.padEnd(24)} ours ${words[0]?.padEnd(13)} ${words[1]?.padEnd(5)} first fence ${words[2]}`,
  );
  if (only !== undefined) console.log([answer.text, ours?.text ?? ''].join('\n--------\n'));
}
await (await running)?.stop();

/** The same comparisons with the word of the language's own judge on each file. */
async function judged({ asked, ours, simple, ...rest }: Comparison): Promise<Judged> {
  const judge = await ownJudge(asked.file.languageId);
  const path = join(repositoryRoot, folderOf(asked.task), asked.task.file);
  const simpleAccepted = await judge?.accepts(path, simple.text);
  const oursAccepted =
    ours?.text === simple.text ? simpleAccepted : ours && (await judge?.accepts(path, ours.text));
  return { asked, ours, simple, ...rest, accepted: { ours: oursAccepted, simple: simpleAccepted } };
}

const all: Judged[] = [];
for (const comparison of compared) all.push(await judged(comparison));
const judges = new Map<string, string>();
for (const { asked } of all) {
  const { languageId } = asked.file;
  judges.set(languageId, (await ownJudge(languageId))?.name ?? `none on this computer for ${languageId}`);
}

const heading = `# What the answers of the small model become

Written by \`npm run answers\`: ${all.length} requests to \`${model}\` at temperature 0 (SHA-256 of the weights
\`${knownWeights['0.5b'].sha256}\`). A file is made of the same answer
in two ways: as Generate does it, and by putting the first fence where the selection is. A good file has no more syntax
errors than before and declares what was asked for, once, with what the task says it must hold. It compiles when the
language's own judge takes it: ${[...judges.values()].join(', ')}; those of JavaScript
and Python look at the syntax alone. A file is damaged when it has new syntax errors, or when anything outside of the edit
is lost, doubled or changed, new imports aside.

`;
console.log(`\n${tableLines(all).join('\n')}\n`);
const problems = [
  ...brokenPromises(all),
  ...unexplained(all).map((title) => `no reason why it became nothing: ${title}`),
  ...(only === undefined ? idleReasons(all) : []).map((title) => `a reason for no answer: ${title}`),
];
if (only === undefined) writeFileSync(reportFile, `${heading}${reportLines(all).join('\n')}\n`);
for (const problem of problems) console.log(`FAILED ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
