import { join } from 'node:path';
import { repositoryRoot } from './support/repositoryRoot.ts';

/** One stage of `npm test`, run as Node processes of its own from the repository's root. */
export interface Stage {
  readonly name: string;
  readonly about: string;
  /** Script and arguments. */
  readonly command: readonly [string, ...string[]];
  /** Where it writes what it ran; a stage without one counts as a single check. */
  readonly report?: string;
  /** Folder for V8's raw coverage, emptied before the run. */
  readonly coverage?: string;
  /** Each of its processes is stopped, and failed, after so many minutes. */
  readonly minutes: number;
  /** How many processes share its files, each told `--part 1/2` and so on; one when left out. */
  readonly parts?: number;
  /** How many cores each of its processes keeps busy; one when left out. With Infinity nothing else runs meanwhile. */
  readonly cores?: number;
  /** Its stories are told in real time: one that failed is told once more (see secondTry.ts). */
  readonly secondTry?: true;
  /** Stages whose outcome it takes: without them it would fail, or judge what was built some time ago. */
  readonly needs?: readonly string[];
}

const bundle = ['build'];
const vsix = ['build', 'package'];

const output = join(repositoryRoot, '.test-out');
const reportOf = (name: string): string => join(output, `reports/${name}.json`);
const coverageOf = (name: string): string => join(output, `coverage/${name}`);

const stages: readonly Stage[] = [
  { name: 'types', about: 'TypeScript', command: ['test/check.ts', 'types'], minutes: 3 },
  { name: 'lint', about: 'rules, boundaries, cycles', command: ['test/check.ts', 'lint'], minutes: 3 },
  { name: 'format', about: 'oxfmt', command: ['test/check.ts', 'format'], minutes: 1 },
  { name: 'unused', about: 'dead code', command: ['test/check.ts', 'unused'], minutes: 2 },
  { name: 'build', about: 'bundles and their size', command: ['esbuild.mjs'], minutes: 2 },
  {
    name: 'package',
    about: 'the VSIX',
    command: ['test/check.ts', 'package'],
    minutes: 2,
    needs: bundle,
  },
  {
    name: 'contract',
    about: 'manifest, boundaries, package',
    command: ['test/stage.ts', 'contract'],
    report: reportOf('contract'),
    minutes: 3,
    needs: vsix,
  },
  {
    name: 'network',
    about: 'TLS, proxies and pins in an extension host of their own',
    command: ['test/integration/runner.ts', '--network', '--coverage', coverageOf('network')],
    report: reportOf('network'),
    coverage: coverageOf('network'),
    minutes: 6,
    secondTry: true,
    needs: bundle,
  },
  {
    name: 'unit',
    about: 'pure rooms in plain Node',
    command: ['test/stage.ts', 'unit'],
    report: reportOf('unit'),
    coverage: coverageOf('unit'),
    minutes: 10,
    cores: 0.5,
  },
  {
    name: 'servers',
    about: 'the provider core against real servers',
    command: ['test/stage.ts', 'servers'],
    report: reportOf('servers'),
    minutes: 10,
    cores: 0.5,
    secondTry: true,
  },
  {
    name: 'soak',
    about: '10,000 answers written from known changes, and as many damaged ones',
    command: ['test/soak/soak.ts', '--cases', '10000', '--seed', '1', '--threads', '1'],
    minutes: 10,
  },
  {
    // The sources unbundled, for exact coverage; the bundle is what the stories of `e2e` install.
    name: 'integration',
    about: 'the extension host',
    command: ['test/integration/runner.ts', '--coverage', coverageOf('integration')],
    report: reportOf('integration'),
    coverage: coverageOf('integration'),
    minutes: 15,
    parts: 2,
    secondTry: true,
    needs: bundle,
  },
  {
    name: 'e2e',
    about: 'a person in the workbench',
    command: ['test/stage.ts', 'e2e'],
    report: reportOf('e2e'),
    minutes: 12,
    parts: 2,
    secondTry: true,
    needs: vsix,
  },
  {
    name: 'model',
    about: 'the real model, alone on the computer',
    command: ['test/stage.ts', 'model'],
    report: reportOf('model'),
    minutes: 8,
    cores: Infinity,
    secondTry: true,
  },
  {
    name: 'start',
    about: 'npm start, as often as one does',
    command: ['test/stage.ts', 'start'],
    report: reportOf('start'),
    minutes: 12,
    cores: Infinity,
    secondTry: true,
  },
  {
    name: 'coverage',
    about: 'every file under src',
    command: ['test/coverage.ts'],
    minutes: 2,
    cores: Infinity,
  },
];

/** Every stage's name, in the order they begin. */
export const stageNames: readonly string[] = stages.map(({ name }) => name);

/**
 * The stages of these names and those they need, all for no names, each once and in their own order. Undefined when a
 * name is unknown.
 */
export function stagesNamed(names: readonly string[]): readonly Stage[] | undefined {
  if (names.some((name) => !stageNames.includes(name))) return undefined;
  const needed = stages.filter(({ name }) => names.includes(name)).flatMap(({ needs = [] }) => needs);
  const chosen = new Set([...names, ...needed]);
  return names.length === 0 ? stages : stages.filter(({ name }) => chosen.has(name));
}
