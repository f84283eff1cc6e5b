import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { measureCoverage } from './measureCoverage.ts';

const expected = [
  { file: 'main.ts', uncoveredFunctions: [], uncoveredLines: [], branches: { covered: 0, total: 0 } },
  {
    file: 'neverLoaded.ts',
    uncoveredFunctions: ['lonely'],
    uncoveredLines: [1, 2, 3],
    branches: { covered: 0, total: 0 },
  },
  {
    file: 'partly.ts',
    uncoveredFunctions: ['uncovered'],
    uncoveredLines: [10, 11, 12],
    branches: { covered: 1, total: 2 },
  },
];

/** Measures a fixture whose gaps are known; returns what differs, or undefined when each gap was reported. */
export async function guardDifference(): Promise<string | undefined> {
  const sources = join(repositoryRoot, 'test/fixtures/measured');
  const raw = await mkdtemp(join(tmpdir(), 'opencrates-guard-'));
  try {
    spawnSync(process.execPath, [join(sources, 'main.ts')], {
      env: { ...process.env, NODE_V8_COVERAGE: raw },
    });
    const files = await measureCoverage({ sources, raw: [raw] });
    const actual = files.map(({ file, uncoveredFunctions, uncoveredLines, branches }) => {
      return { file, uncoveredFunctions, uncoveredLines, branches };
    });
    return isDeepStrictEqual(actual, expected) ? undefined : JSON.stringify(actual, undefined, 2);
  } finally {
    await rm(raw, { recursive: true, force: true });
  }
}
