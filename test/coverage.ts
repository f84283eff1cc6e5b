import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { guardDifference } from './measure/guardDifference.ts';
import { measureCoverage } from './measure/measureCoverage.ts';
import { coverageTable } from './measure/coverageTable.ts';
import { repositoryRoot } from './support/repositoryRoot.ts';

// Merges what the unit tests and the extension host ran and holds it against the thresholds:
// `node test/coverage.ts [--files] [--unit]`; --files lists each file's gaps, --unit leaves the host out.

const { values } = parseArgs({ options: { files: { type: 'boolean' }, unit: { type: 'boolean' } } });
const raw = join(repositoryRoot, '.test-out/coverage');
const folders = [
  join(raw, 'unit'),
  ...(values.unit === true ? [] : [join(raw, 'integration'), join(raw, 'network')]),
];
const missing = folders.filter((folder) => !existsSync(folder));
const difference = await guardDifference();
if (difference !== undefined) {
  console.log(`Uncovered code is not reported as uncovered. The guard's fixture measured:\n${difference}`);
  process.exitCode = 1;
} else if (missing.length > 0) {
  console.log(`No coverage was written to ${missing.join(', ')}`);
  process.exitCode = 1;
} else {
  const sources = join(repositoryRoot, 'src');
  const copies = globSync(join(repositoryRoot, '.test-out/hosts/*/src'));
  const { lines, failures } = coverageTable(await measureCoverage({ sources, raw: folders, copies }), {
    files: values.files === true,
  });
  console.log([...lines, ...failures].join('\n'));
  process.exitCode = failures.length === 0 ? 0 : 1;
}
