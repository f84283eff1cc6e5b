import { wordsIn } from './wordsIn.ts';

/** An import statement as the single things it brings in, so that duplicates are seen inside longer statements. */
interface ImportAtoms {
  /** One entry per thing brought in; equal entries bring in the same. */
  readonly atoms: readonly string[];
  /** Statements that bring in only some of the atoms; absent where a statement is one atom. */
  readonly render?: (atoms: readonly string[]) => readonly string[];
  /** The name an atom has in the code; undefined where imports work without being named. */
  readonly nameOf: (atom: string) => string | undefined;
}

const lastWord = (text: string): string | undefined => /([\w$]+)\W*$/u.exec(text)?.[1];

const listOf = (names: string): readonly string[] =>
  names
    .split(',')
    .map((name) => name.trim().replace(/\s+/gu, ' '))
    .filter((name) => name !== '');

const scriptImport =
  /^import\s+(type\s+)?(?:([\w$]+)\s*(?:,\s*)?)?(?:(\*\s+as\s+[\w$]+)\s*|\{([^}]*)\}\s*)?from\s*(['"])(.+?)\5(\s*;)?/u;

function readScript(statement: string): ImportAtoms | undefined {
  const match = scriptImport.exec(statement);
  if (match === null) return undefined;
  const [, type = '', name, space, named = '', quote = "'", module = '', end = ''] = match;
  const key = (kind: string, text: string): string => `${type.trim()}|${kind}|${text}|${module}`;
  const atoms = [
    ...(name === undefined ? [] : [key('default', name)]),
    ...(space === undefined ? [] : [key('all', space)]),
    ...listOf(named).map((each) => key('named', each)),
  ];
  return {
    atoms,
    render: (wanted) => {
      const parts = wanted.map((atom) => atom.split('|'));
      const names = parts.filter(([, kind]) => kind === 'named').map(([, , text]) => text);
      const others = parts.filter(([, kind]) => kind !== 'named').map(([, , text]) => text);
      const list = names.length === 0 ? others : [...others, `{ ${names.join(', ')} }`];
      return [`import ${type}${list.join(', ')} from ${quote}${module}${quote}${end}`];
    },
    nameOf: (atom) => lastWord(atom.split('|')[2] ?? ''),
  };
}

function readPython(statement: string): ImportAtoms | undefined {
  const match = /^(?:from\s+(\S+)\s+)?import\s+([^#]+)/u.exec(statement);
  if (match === null) return undefined;
  const [, module, names = ''] = match;
  const prefix = module === undefined ? '' : `from ${module} `;
  return {
    atoms: listOf(names.replace(/[()\\]/gu, ' ')).map((name) => `${prefix}import ${name}`),
    render: (wanted) => {
      const list = wanted.map((atom) => atom.slice(`${prefix}import `.length)).join(', ');
      return [`${prefix}import ${list}`];
    },
    // `import a.b` is used as `a`.
    nameOf: (atom) => (atom.includes(' as ') ? lastWord(atom) : /import ([\w]+)/u.exec(atom)?.[1]),
  };
}

/** The paths of a use tree: `a::{b, c::{self, d}}` is `a::b`, `a::c`, `a::c::d`. */
function usePaths(tree: string, prefix = ''): readonly string[] {
  const open = tree.indexOf('{');
  if (open === -1) {
    const path = prefix + tree.trim();
    return path === prefix ? [] : [path.replace(/::self\b/u, '')];
  }
  const inner = tree.slice(open + 1, tree.lastIndexOf('}'));
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= inner.length; index += 1) {
    const character = inner[index];
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character !== undefined && (character !== ',' || depth > 0)) continue;
    parts.push(inner.slice(start, index));
    start = index + 1;
  }
  return parts.flatMap((part) => usePaths(part, prefix + tree.slice(0, open).trim()));
}

function readRust(statement: string): ImportAtoms | undefined {
  const match = /^(pub(?:\([^)]*\))?\s+)?use\s+([^;]+);/u.exec(statement);
  if (match === null) return undefined;
  const [, visibility = '', tree = ''] = match;
  return {
    atoms: usePaths(tree.replace(/\s+/gu, ' ')),
    render: (wanted) => wanted.map((path) => `${visibility}use ${path};`),
    nameOf: () => undefined,
  };
}

/** The specs of Go import statements, out of their group: `"fmt"`, `str "strings"`. */
export function goSpecs(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const spec = /^(?:import\s+)?((?:[\w.]+\s+)?"[^"]+")/u.exec(line.trim())?.[1];
    return spec === undefined ? [] : [spec];
  });
}

function readGo(statement: string): ImportAtoms {
  return {
    atoms: goSpecs(statement.split('\n')),
    render: (wanted) => wanted.map((spec) => `import ${spec}`),
    nameOf: (spec) => /^([\w]+)\s/u.exec(spec)?.[1] ?? lastWord(spec),
  };
}

const readers: Readonly<Record<string, (statement: string) => ImportAtoms | undefined>> = {
  typescript: readScript,
  typescriptreact: readScript,
  javascript: readScript,
  javascriptreact: readScript,
  python: readPython,
  rust: readRust,
  go: readGo,
};

/** Reads an import statement; in languages it does not know in detail the whole statement is one thing. */
function importAtoms(statement: string, languageId: string): ImportAtoms {
  const text = statement.trim();
  const known = readers[languageId]?.(text);
  if (known !== undefined) return known;
  const whole = text.replace(/\s+/gu, ' ').replace(/\s*;$/u, '').replaceAll('"', "'");
  const nameOf = (): string | undefined =>
    languageId === 'java' && !whole.endsWith('*') ? lastWord(whole) : undefined;
  return { atoms: [whole], nameOf };
}

function mentions(code: string, name: string | undefined): boolean {
  return name === undefined || wordsIn(code).includes(name);
}

/** Picks atoms out of statements; a statement of which all are picked stays as it is written. */
function pickAtoms(
  statements: readonly string[],
  languageId: string,
  isWanted: (atom: string, read: ImportAtoms) => boolean,
): readonly string[] {
  return statements.flatMap((statement) => {
    const read = importAtoms(statement, languageId);
    const wanted = read.atoms.filter((atom) => isWanted(atom, read));
    if (wanted.length === 0) return [];
    return wanted.length === read.atoms.length ? [statement] : (read.render?.(wanted) ?? []);
  });
}

/** The statements that bring in what no existing statement does. */
export function missingImports(
  existing: readonly string[],
  brought: readonly string[],
  languageId: string,
): readonly string[] {
  const known = new Set(existing.flatMap((statement) => importAtoms(statement, languageId).atoms));
  return pickAtoms(brought, languageId, (atom) => {
    const isNew = !known.has(atom);
    known.add(atom);
    return isNew;
  });
}

/** The statements that bring in what the code names, and those that work without being named. */
export function usedImports(
  statements: readonly string[],
  code: readonly string[],
  languageId: string,
): readonly string[] {
  const text = code.join('\n');
  return pickAtoms(statements, languageId, (atom, { nameOf }) => mentions(text, nameOf(atom)));
}
