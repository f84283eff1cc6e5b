import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { runMocha } from '../../support/runMocha.ts';
import { countOutcomes, writeStageReport } from '../../support/stageReport.ts';
import { hostEnvironment, printMark } from './hostProtocol.ts';

/** What the extension host calls when it was started with this bundle as its tests. Rejects when a test failed. */
export async function run(): Promise<void> {
  const environment = process.env;
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.mjs'));
  const report = await runMocha({
    files: files.toSorted().map((name) => join(import.meta.dirname, name)),
    timeoutMs: 20_000,
    grep: environment[hostEnvironment.grep],
    print: (...line) => console.log(printMark + format(...line)),
  });
  writeStageReport(environment[hostEnvironment.report] ?? 'report.json', { ...report, pid: process.pid });
  const { failed } = countOutcomes(report);
  if (failed > 0) throw new Error(`${failed} failed`);
}
