import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { mutationReport } from './report.ts';
import { survivors } from './survivors.ts';

// `npm run mutation`: changes the sources below in every way Stryker knows, one at a time, and counts how many changes
// the unit tests notice. The whole run takes half an hour and rewrites test/mutation/report.md;
// `npm run mutation -- src/provider/deadlines.ts …` tries some files and only prints.

const mutated = [
  'src/provider/deadlines.ts',
  'src/openai/chatStream.ts',
  'src/openai/chatAnswer.ts',
  'src/openai/chatChunk.ts',
];
const leastScore = 85;
const output = '.test-out/mutation';
const reportFile = 'test/mutation/report.md';

process.chdir(repositoryRoot);
const chosen = process.argv.slice(2);
const files = chosen.length > 0 ? chosen : mutated;
const missing = files.filter((file) => !existsSync(file));
if (missing.length > 0) throw new Error(`no such file: ${missing.join(', ')}`);

const results = await new Stryker({
  mutate: files,
  testRunner: 'mocha-here',
  plugins: ['./test/mutation/mochaRunner.ts', './test/mutation/ignoreMessages.ts'],
  ignorers: ['messages'],
  coverageAnalysis: 'perTest',
  concurrency: availableParallelism(),
  // Busy computers are slow, and a mutant that hangs costs this much.
  timeoutMS: 5000,
  timeoutFactor: 2,
  // Node strips the types itself, and TypeScript 7 has no interface for Stryker to rewrite its configuration with.
  checkers: [],
  disableTypeChecks: false,
  tsconfigFile: 'none',
  ignorePatterns: ['dist', 'coverage', '.test-out', 'media/screenshots'],
  tempDirName: `${output}/sandbox`,
  cleanTempDir: 'always',
  incremental: true,
  incrementalFile: `${output}/incremental.json`,
  reporters: ['progress-append-only'],
  allowConsoleColors: false,
}).runMutationTest();

const inRepository = results.map((mutant) => ({
  ...mutant,
  fileName: relative(repositoryRoot, join(repositoryRoot, relative(repositoryRoot, mutant.fileName))),
}));
const { markdown, score, unexplained } = mutationReport(inRepository, survivors, (file) =>
  readFileSync(file, 'utf8'),
);
console.log(`\n${markdown}`);
if (chosen.length === 0) writeFileSync(reportFile, `${heading()}${markdown}`);
console.log(
  `score ${score.toFixed(1)} %, at least ${leastScore} %; ${unexplained} survivors without a reason`,
);
process.exitCode = score >= leastScore && unexplained === 0 ? 0 : 1;

function heading(): string {
  return [
    '# What the unit tests notice',
    '',
    'Written by `npm run mutation`: Stryker changes the code in every way it knows, and each change that no test of',
    '`test/unit/provider` and `test/unit/openai` notices is listed with its reason. A change that makes the tests run',
    'for ever counts as noticed. Texts of messages are not changed; nothing else is left out.',
    '',
    '',
  ].join('\n');
}
