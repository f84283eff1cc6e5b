import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import type { MutantResult } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { chooseGroup, groups } from './groups.ts';
import type { MutationGroup } from './groups.ts';
import { mutationReport } from './report.ts';
import { survivors } from './survivors.ts';

const heading = `# What the unit tests notice

Written by \`npm run mutation\`: Stryker changes the code in every way it knows, one change at a time, and each change
that none of the unit tests notices is listed with its reason. A change that makes the tests run for ever counts as
noticed. Texts of messages are not changed; nothing else is left out.

`;

// `npm run mutation`: changes the sources of `groups.ts` in every way Stryker knows, one at a time, and counts how many
// changes the unit tests notice. It takes a quarter of an hour and rewrites test/mutation/report.md. What an earlier
// run found is never taken over: a new test may notice what no test did. `npm run mutation --
// src/provider/deadlines.ts …` tries some files and only prints.

const leastScore = 85;
const output = '.test-out/mutation';
const reportFile = 'test/mutation/report.md';

process.chdir(repositoryRoot);
const chosen = process.argv.slice(2);
const results: MutantResult[] = [];
for (const group of groups) {
  const files = group.mutate.filter((file) => chosen.length === 0 || chosen.includes(file));
  const missing = [...files, ...group.specs].filter((file) => !existsSync(file));
  if (missing.length > 0) throw new Error(`no such file: ${missing.join(', ')}`);
  if (files.length > 0) results.push(...(await mutate(group, files)));
}
if (results.length === 0) throw new Error('nothing was changed');
const { markdown, score, unexplained, idle } = mutationReport(results, survivors, (file) =>
  readFileSync(file, 'utf8'),
);
console.log(`\n${markdown}`);
const stale = chosen.length === 0 ? idle : [];
if (chosen.length === 0) writeFileSync(reportFile, `${heading}${markdown}`);
for (const { file, line } of stale) console.log(`a reason for no survivor: ${file}: ${line}`);
console.log(
  `score ${score.toFixed(1)} %, at least ${leastScore} %; ${unexplained} survivors without a reason`,
);
process.exitCode = score >= leastScore && unexplained === 0 && stale.length === 0 ? 0 : 1;

async function mutate(group: MutationGroup, files: readonly string[]): Promise<readonly MutantResult[]> {
  chooseGroup(group.name);
  const stryker = new Stryker({
    mutate: [...files],
    testRunner: 'mocha-here',
    plugins: ['./test/mutation/mochaRunner.ts', './test/mutation/ignoreMessages.ts'],
    ignorers: ['messages'],
    coverageAnalysis: 'perTest',
    concurrency: availableParallelism(),
    // Busy computers are slow, and a mutant that hangs costs this much.
    timeoutMS: 20_000,
    timeoutFactor: 2,
    // Node strips the types itself, and TypeScript 7 has no interface to rewrite its configuration with.
    checkers: [],
    disableTypeChecks: false,
    tsconfigFile: 'none',
    ignorePatterns: ['dist', 'coverage', '.test-out', 'media/screenshots'],
    tempDirName: `${output}/sandbox`,
    cleanTempDir: 'always',
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: `${output}/${group.name}.json` },
    allowConsoleColors: false,
  });
  const mutants = await stryker.runMutationTest();
  return mutants.map((mutant) => ({ ...mutant, fileName: relative(repositoryRoot, mutant.fileName) }));
}
