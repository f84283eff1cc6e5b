import assert from 'node:assert/strict';
import type { FileCoverage } from '../../measure/measureCoverage.ts';
import { coverageTable } from '../../measure/coverageTable.ts';
import { guardDifference } from '../../measure/guardDifference.ts';

function file(name: string, covered: number, uncoveredFunctions: readonly string[] = []): FileCoverage {
  const ratio = { covered, total: 100 };
  const functions = { covered: 2 - uncoveredFunctions.length, total: 2 };
  return {
    file: name,
    lines: ratio,
    branches: ratio,
    functions,
    uncoveredLines: [3, 4, 5, 9],
    uncoveredFunctions,
  };
}

describe('The coverage table', () => {
  it('is content with a pure room at 95 % of lines and 90 % of branches', () => {
    assert.deepEqual(coverageTable([file('edits/place.ts', 95)], { files: false }).failures, []);
  });

  it('names the room, the kind and the threshold that was missed', () => {
    assert.deepEqual(coverageTable([file('edits/place.ts', 89)], { files: false }).failures, [
      'edits: lines 89.0 %, at least 95 %',
      'edits: branches 89.0 %, at least 90 %',
    ]);
  });

  it('demands every function of a pure room, and says which was never called and where', () => {
    const { lines, failures } = coverageTable([file('edits/place.ts', 99, ['lost'])], { files: false });
    assert.deepEqual(failures, ['edits: functions 50.0 %, at least 100 %']);
    assert.ok(lines.includes('  edits/place.ts 99.0 % lines 3-5 9 never called: lost'));
  });

  it('asks less of the rooms around the editor', () => {
    const around = [file('editor/a.ts', 85, ['x']), file('webview/b.ts', 85), file('extension.ts', 85)];
    assert.deepEqual(coverageTable(around, { files: false }).failures, []);
    assert.equal(coverageTable([file('editor/a.ts', 84)], { files: false }).failures.length, 1);
  });

  it('does not take nothing for everything', () => {
    assert.deepEqual(coverageTable([], { files: false }).failures, ['nothing was measured']);
  });
});

describe('Measured coverage', () => {
  it('reports a function that never ran, a branch not taken and a file never loaded', async function () {
    this.timeout(30_000);
    assert.equal(await guardDifference(), undefined);
  });
});
