import type { Identifier } from '../syntax/identifiers.ts';
import type { Syntax, SyntaxTree, UnitKind } from '../syntax/syntax.ts';

/** Where something is defined: `line` in `text`, the whole text of the file at `path`. */
export interface Definition {
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
  readonly line: number;
}

/** Finds definitions, as an editor's language services do. May reject; may find nothing. */
export interface DefinitionLookup {
  definitionsOf(
    position: { readonly line: number; readonly character: number },
    signal: AbortSignal,
  ): Promise<readonly Definition[]>;
}

/** Look-ups for one request; more names than this are rare and cost time. */
const maxLookups = 40;
/** Look-ups under way at once. */
const parallelLookups = 8;

const standardLibrary =
  /\/typescript\/lib\/|(^|\/)lib\.[\w.]+\.d\.ts$|\/typeshed\/|\/rustlib\/|\/library\/(std|core|alloc)\/|\/go(?:-[\d.]+)?\/src\/[^./]+\/|\/python3(\.\d+)?\/(?!.*(site|dist)-packages)/u;

/** True for files of a language's own library, which every model knows. */
export function isStandardLibrary(path: string): boolean {
  return standardLibrary.test(path.replaceAll('\\', '/'));
}

/** The definitions of names, in the order of the names; failed look-ups count as nothing found, names beyond 40 are not looked up. */
export async function lookUpDefinitions(
  names: readonly Identifier[],
  lookup: DefinitionLookup,
  signal: AbortSignal,
): Promise<readonly Definition[]> {
  const positions = names.slice(0, maxLookups);
  const found: (readonly Definition[])[] = [];
  let next = 0;
  const definitionsAt = async ({ line, character }: Identifier): Promise<readonly Definition[]> => {
    try {
      return await lookup.definitionsOf({ line, character }, signal);
    } catch {
      return [];
    }
  };
  const work = async (): Promise<void> => {
    while (next < positions.length && !signal.aborted) {
      const index = next;
      next += 1;
      const position = positions[index];
      if (position === undefined) return;
      found[index] = await definitionsAt(position);
    }
  };
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    await Promise.race([Promise.all(Array.from({ length: parallelLookups }, work)), aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
  return found.flat();
}

/** What is told of a definition, and where it stands. */
export interface Signature {
  readonly name: string;
  readonly path: string;
  readonly startLine: number;
  readonly text: string;
}

/** Lines of a type that is told whole. */
const maxLines = 40;

/** Kinds whose lines are their meaning; of the others the signature is. */
const toldWhole: ReadonlySet<UnitKind> = new Set(['interface', 'type', 'enum', 'struct', 'variable']);
const withMembers: ReadonlySet<UnitKind> = new Set(['class', 'trait', 'impl']);

/** The signature of the unit defined at a line; undefined for a line inside a body, which is a local or a field. */
function signatureAt(tree: SyntaxTree, line: number): Omit<Signature, 'path'> | undefined {
  const unit = tree.unitAt({ startLine: line, endLine: line });
  if (unit === undefined || (line > unit.headerEndLine && !toldWhole.has(unit.kind))) return undefined;
  const members = withMembers.has(unit.kind) ? tree.units().filter((each) => each.parent === unit) : [];
  const lines = [tree.signatureOf(unit), ...members.map((each) => `  ${tree.signatureOf(each)}`)];
  const text = lines.join('\n').split('\n').slice(0, maxLines).join('\n');
  return { name: unit.name, startLine: unit.startLine, text };
}

/** Reads the signatures at definitions, each place once; without a grammar the line itself. */
export async function readSignatures(
  definitions: readonly Definition[],
  syntax: Syntax,
  signal: AbortSignal,
): Promise<readonly Signature[]> {
  using stack = new DisposableStack();
  const trees = new Map<string, SyntaxTree | undefined>();
  const signatures = new Map<string, Signature>();
  for (const { path, languageId, text, line } of definitions) {
    signal.throwIfAborted();
    if (!trees.has(path)) trees.set(path, stack.use(await syntax.parse(languageId, text)));
    const tree = trees.get(path);
    const plain = text.split('\n')[line]?.trim() ?? '';
    const signature = (tree && signatureAt(tree, line)) ?? { name: '', startLine: line, text: plain };
    const key = `${signature.startLine} ${path}`;
    if (signature.text !== '' && !signatures.has(key)) signatures.set(key, { ...signature, path });
  }
  return [...signatures.values()];
}
