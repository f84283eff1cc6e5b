import { globSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { filesOf, partNamed } from './support/part.ts';
import { repositoryRoot } from './support/repositoryRoot.ts';
import { runMocha } from './support/runMocha.ts';
import { countOutcomes, removeStageReport, writeStageReport } from './support/stageReport.ts';

// Runs one folder of tests in this process: `node test/stage.ts unit [--grep words] [--report file] [--part 1/2] [file…]`.

const timeouts: Readonly<Record<string, number>> = {
  unit: 5000,
  contract: 60_000,
  e2e: 180_000,
  servers: 240_000,
  model: 240_000,
  start: 600_000,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string' }, report: { type: 'string' }, part: { type: 'string' } },
});
const [stage = 'unit', ...chosen] = positionals;
const timeoutMs = timeouts[stage];
if (timeoutMs === undefined) throw new Error(`no such stage: ${stage}`);
if (values.report !== undefined) removeStageReport(values.report);
const files =
  chosen.length > 0
    ? chosen.map((file) => join(process.cwd(), file))
    : globSync(`test/${stage}/**/*.test.ts`, { cwd: repositoryRoot }).map((file) =>
        join(repositoryRoot, file),
      );
const report = await runMocha({
  files: filesOf(files.toSorted(), partNamed(values.part)),
  timeoutMs,
  grep: values.grep,
});
if (values.report !== undefined) writeStageReport(values.report, report);
const { failed } = countOutcomes(report);
if (report.tests.length === 0) console.log(`no tests in ${stage}`);
// Not process.exit: coverage is written on the way out, and a handle left open should show.
process.exitCode = failed > 0 || report.tests.length === 0 ? 1 : 0;
