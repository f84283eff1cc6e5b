/** Where the tests of a source file are. Paths are relative to the workspace, with `/` between their parts. */
export type TestPlace =
  /** `like`: tests of this project nearest to it, to be written alike; undefined when there are none. */
  | { readonly kind: 'file'; readonly path: string; readonly like: string | undefined }
  /** In the source file itself, as Rust has it. */
  | { readonly kind: 'inside' };

interface PathParts {
  readonly folder: string;
  readonly stem: string;
  readonly extension: string;
}

/** How a project calls the tests of `median.ts`: what it puts before and after the name. */
interface Naming {
  readonly before: string;
  readonly after: string;
}

/** A test file of the project with the source file it is for. */
interface Example {
  readonly test: string;
  readonly naming: Naming;
  readonly from: string;
  readonly to: string;
  /** True when its folder has the tests of sources in several folders. */
  readonly isFlat: boolean;
}

const namings: readonly Naming[] = [
  { before: '', after: '.test' },
  { before: '', after: '.spec' },
  { before: 'test_', after: '' },
  { before: '', after: '_test' },
  { before: '', after: '_spec' },
  { before: '', after: '-test' },
  { before: '', after: '-spec' },
  { before: '', after: 'Tests' },
  { before: '', after: 'Test' },
  { before: '', after: 'Spec' },
  { before: 'Test', after: '' },
];

/** The naming of languages whose project has no tests yet; of all others `_test` after the name. */
const usual: Readonly<Record<string, Naming>> = {
  ...Object.fromEntries(
    ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'].map((each) => [
      each,
      { before: '', after: '.test' },
    ]),
  ),
  py: { before: 'test_', after: '' },
  java: { before: '', after: 'Test' },
  kt: { before: '', after: 'Test' },
  scala: { before: '', after: 'Spec' },
  php: { before: '', after: 'Test' },
  cs: { before: '', after: 'Tests' },
  rb: { before: '', after: '_spec' },
  lua: { before: '', after: '_spec' },
};

/** Extensions whose tests may be written in each other. */
const relatives: readonly ReadonlySet<string>[] = [
  new Set(['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs']),
  new Set(['ex', 'exs']),
];

function partsOf(path: string): PathParts {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const dot = name.lastIndexOf('.');
  return {
    folder: slash === -1 ? '' : path.slice(0, slash),
    stem: dot <= 0 ? name : name.slice(0, dot),
    extension: dot <= 0 ? '' : name.slice(dot + 1),
  };
}

function isRelated(one: string, other: string): boolean {
  return one === other || relatives.some((set) => set.has(one) && set.has(other));
}

/** How many folders two paths have in common from the top. */
function nearness(one: string, other: string): number {
  const [first, second] = [one.split('/'), other.split('/')];
  const end = first.findIndex((part, index) => part !== second[index]);
  return end === -1 ? first.length : end;
}

/** What a test file's name says is tested; undefined for one that is no test. */
function testedBy(path: string): { readonly stem: string; readonly naming: Naming } | undefined {
  const { stem } = partsOf(path);
  const naming = namings.find(
    ({ before, after }) =>
      stem.length > before.length + after.length && stem.startsWith(before) && stem.endsWith(after),
  );
  return naming && { stem: stem.slice(naming.before.length, stem.length - naming.after.length), naming };
}

/** True for a file whose name says that it holds tests. */
export function isTestFile(path: string): boolean {
  return testedBy(path) !== undefined;
}

/** What the two folders have in common at their ends is left out: `src/a` and `test/unit/a` give `src` and `test/unit`. */
function changedPart(source: string, test: string): Pick<Example, 'from' | 'to'> {
  const [from, to] = [source.split('/'), test.split('/')];
  while (from.length > 0 && to.length > 0 && from.at(-1) === to.at(-1)) {
    from.pop();
    to.pop();
  }
  return { from: from.join('/'), to: to.join('/') };
}

/** The project's tests that are for a source file of this kind, those for files nearest to `path` first. */
function examplesFor(path: string, files: readonly string[]): readonly Example[] {
  const { folder, extension } = partsOf(path);
  const related = files.filter((file) => isRelated(partsOf(file).extension, extension));
  const sources = Map.groupBy(
    related.filter((file) => !isTestFile(file)),
    (file) => partsOf(file).stem,
  );
  const found = related.flatMap((test) => {
    const tested = testedBy(test);
    const own = partsOf(test).folder;
    const [source] = (sources.get(tested?.stem ?? '') ?? []).toSorted(
      (one, other) => nearness(partsOf(other).folder, own) - nearness(partsOf(one).folder, own),
    );
    if (tested === undefined || source === undefined) return [];
    const from = partsOf(source).folder;
    return [{ test, own, source: from, naming: tested.naming, near: nearness(from, folder) }];
  });
  const folders = Map.groupBy(found, ({ own }) => own);
  const isFlat = (own: string): boolean => new Set(folders.get(own)?.map(({ source }) => source)).size > 1;
  return found
    .toSorted((one, other) => other.near - one.near)
    .map(({ test, naming, source, own }) => ({
      test,
      naming,
      ...(isFlat(own) ? { from: source, to: own } : changedPart(source, own)),
      isFlat: isFlat(own),
    }));
}

/** Where an example puts the tests of files in a folder; undefined when the folder is none of its kind. */
function folderBy({ from, to, isFlat }: Example, folder: string): string | undefined {
  if (isFlat) return to;
  // Beside the source, or in a folder there: `a` and `a/__tests__`.
  if (to === from) return folder;
  if (from === '' || to.startsWith(`${from}/`)) {
    const below = from === '' ? to : to.slice(from.length + 1);
    return from === '' && folder === '' ? to : joined(from === '' ? '' : folder, below);
  }
  if (folder !== from && !folder.startsWith(`${from}/`)) return undefined;
  return joined(to, folder.slice(from.length + 1));
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

/** Where the first tests of a project go: Java's and Kotlin's own tree, Ruby's and PHP's own folder, else beside the source. */
function usualFolder({ folder, extension }: PathParts): string {
  if (/(?:^|\/)src\/main\//u.test(`${folder}/`))
    return folder.replace(/(^|\/)src\/main(?=\/|$)/u, '$1src/test');
  if (extension === 'rb') return joined('spec', folder.replace(/^(?:lib|app)(?:\/|$)/u, ''));
  if (extension === 'php') return joined('tests', folder.replace(/^src(?:\/|$)/u, ''));
  return folder;
}

/**
 * Where the tests of a source file go, as the project's own tests show: those nearest to it decide how the file is called
 * and in which folder it is. `files` are the paths of the project's files, of this language at least.
 */
export function testPlace(path: string, files: readonly string[]): TestPlace {
  const parts = partsOf(path);
  const { folder, stem, extension } = parts;
  if (extension === 'rs') return { kind: 'inside' };
  const examples = examplesFor(path, files);
  for (const example of examples) {
    const to = folderBy(example, folder);
    if (to === undefined) continue;
    const { before, after } = example.naming;
    const own = partsOf(example.test).extension;
    // Elixir's tests are scripts; those of JSX may be plain, but never the other way round.
    const kind = extension === 'ex' ? own : extension;
    return { kind: 'file', path: joined(to, `${before}${stem}${after}.${kind}`), like: example.test };
  }
  const [nearest] = examples;
  const { before, after } = nearest?.naming ?? usual[extension] ?? { before: '', after: '_test' };
  const to = nearest === undefined ? usualFolder(parts) : nearest.to;
  return { kind: 'file', path: joined(to, `${before}${stem}${after}.${extension}`), like: nearest?.test };
}
