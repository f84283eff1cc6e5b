import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CoverageReport, type CoverageResults, type V8CoverageEntry } from 'monocart-coverage-reports';

/** Covered and total of one kind of thing. */
export interface Ratio {
  readonly covered: number;
  readonly total: number;
}

/** What was covered of one file; `file` is relative to the measured folder. */
export interface FileCoverage {
  readonly file: string;
  /** Lines that hold code; one counts as covered when any part of it ran. */
  readonly lines: Ratio;
  readonly branches: Ratio;
  readonly functions: Ratio;
  /** Lines (1-based) of which nothing ran. */
  readonly uncoveredLines: readonly number[];
  readonly uncoveredFunctions: readonly string[];
}

/** Where sources lie, which folders hold V8's raw coverage, and copies of the sources that may have run instead. */
export interface Measured {
  readonly sources: string;
  readonly raw: readonly string[];
  readonly copies?: readonly string[];
}

/**
 * Coverage of every .ts file of a folder, loaded or not. The files must have run unbundled: Node strips types in
 * place, so V8's offsets are those of the source and several runs merge exactly.
 */
export async function measureCoverage(measured: Measured): Promise<readonly FileCoverage[]> {
  const outputDir = await mkdtemp(join(tmpdir(), 'opencrates-coverage-'));
  try {
    const report = new CoverageReport({ logging: 'error', reports: [['v8-json', {}]], outputDir });
    const loaded = new Set<string>();
    for (const entries of measured.raw.flatMap((folder) => readRaw(folder, measured))) {
      for (const { url } of entries) loaded.add(url);
      if (entries.length > 0) await report.add([...entries]);
    }
    const never = sourceUrls(measured.sources).filter((url) => !loaded.has(url));
    if (never.length > 0) await report.add(never.map(neverRun));
    const results = await report.generate();
    return toFileCoverages(results?.files ?? [], measured.sources);
  } finally {
    await rm(outputDir, { recursive: true, force: true });
  }
}

function sourceUrls(sources: string): readonly string[] {
  const names = globSync('**/*.ts', { cwd: sources }).filter((name) => !name.endsWith('.d.ts'));
  return names.toSorted().map((name) => pathToFileURL(join(sources, name)).href);
}

/** The entries of one folder's files, one list per process that wrote one. */
function readRaw(
  folder: string,
  { sources, copies = [] }: Measured,
): readonly (readonly V8CoverageEntry[])[] {
  const original = `${pathToFileURL(sources).href}/`;
  const roots = [sources, ...copies].map((root) => `${pathToFileURL(root).href}/`);
  const files = readdirSync(folder).filter((name) => name.startsWith('coverage-'));
  return files.map((name) => {
    const { result }: { readonly result: readonly V8CoverageEntry[] } = JSON.parse(
      readFileSync(join(folder, name), 'utf8'),
    );
    return result.flatMap((entry) => {
      const root = roots.find((prefix) => entry.url.startsWith(prefix));
      if (root === undefined || !entry.url.endsWith('.ts')) return [];
      const url = original + entry.url.slice(root.length);
      if (!existsSync(fileURLToPath(url))) return [];
      return [{ ...entry, url, source: sourceThatRan(url) }];
    });
  });
}

function sourceThatRan(url: string): string {
  return stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
}

/** An entry without functions would be reported as wholly covered; this one says that nothing ran. */
function neverRun(url: string): V8CoverageEntry {
  const source = sourceThatRan(url);
  const ranges = [{ startOffset: 0, endOffset: source.length, count: 0 }];
  return { url, source, functions: [{ functionName: '', ranges, isBlockCoverage: true }] };
}

function toFileCoverages(files: CoverageResults['files'], sources: string): readonly FileCoverage[] {
  return files.map(({ url = '', data }) => {
    const lines = Object.entries(data?.lines ?? {});
    const functions = data?.functions ?? [];
    const uncoveredLines = lines.filter(([, count]) => count === 0).map(([line]) => Number(line));
    return {
      file: relative(sources, fileURLToPath(url)),
      lines: { covered: lines.length - uncoveredLines.length, total: lines.length },
      branches: countRan(data?.branches ?? []),
      functions: countRan(functions),
      uncoveredLines,
      uncoveredFunctions: functions.filter(({ count }) => count === 0).map(nameOf),
    };
  });
}

function nameOf(thing: object): string {
  return 'name' in thing && typeof thing.name === 'string' ? thing.name : '(anonymous)';
}

function countRan(things: readonly { readonly count: number }[]): Ratio {
  return { covered: things.filter(({ count }) => count > 0).length, total: things.length };
}
