import type { Random } from './random.ts';
import { indented, shapes } from './shapes.ts';
import type { Shape } from './shapes.ts';

/** A file before and after a change to one declaration in it, made from the change: nothing here was read out of an answer. */
export interface Case {
  readonly shape: Shape;
  readonly path: string;
  /** LF line ends. */
  readonly before: readonly string[];
  /** The declaration in `before`, first and last line. */
  readonly start: number;
  readonly end: number;
  /** The first line of what holds it, where it is a member. */
  readonly holder: number | undefined;
  readonly oldUnit: readonly string[];
  /** The declaration as it should stand in the file. */
  readonly newUnit: readonly string[];
  /** Its body alone, at column 0. */
  readonly newBody: readonly string[];
  readonly signature: readonly string[];
  /** Line that a new import goes before; undefined where the file has no imports to go with. */
  readonly importLine: number | undefined;
  readonly mark: '' | '\uFEFF';
  readonly ending: '\n' | '\r\n' | 'mixed';
}

/** The file's lines with the new declaration, and with the new import where asked for. */
export function intended(given: Case, withImport = false): readonly string[] {
  const { before, start, end, newUnit, importLine, shape } = given;
  const lines = [...before.slice(0, start), ...newUnit, ...before.slice(end + 1)];
  if (!withImport || importLine === undefined || shape.newImport === undefined) return lines;
  return [...lines.slice(0, importLine), shape.newImport, ...lines.slice(importLine)];
}

type Body = readonly (readonly string[])[];

function statement(random: Random, shape: Shape): readonly string[] {
  return random.pick(shape.statements)(random.int(0, 99_999)).split('\n');
}

function makeBody(random: Random, shape: Shape, most: number): Body {
  return Array.from({ length: random.int(1, most) }, () => statement(random, shape));
}

/** A body with a few statements changed, added or taken away; sometimes a new one altogether. */
function changeBody(random: Random, shape: Shape, body: Body): Body {
  if (random.chance(0.1)) return makeBody(random, shape, 8);
  const changed = [...body];
  for (let count = random.int(1, 3); count > 0; count -= 1) {
    const at = random.int(0, changed.length - 1);
    const kind = random.pick(['change', 'add', 'remove'] as const);
    if (kind === 'remove' && changed.length > 1) changed.splice(at, 1);
    else changed.splice(at, kind === 'add' ? 0 : 1, statement(random, shape));
  }
  return changed;
}

const linesOf = (body: Body, spaced: ReadonlySet<number>): readonly string[] =>
  body.flatMap((lines, index) => (spaced.has(index) ? ['', ...lines] : lines));

interface Part {
  readonly lines: readonly string[];
  readonly from: number;
  readonly old: readonly string[];
  readonly indent: string;
  readonly write: (body: readonly string[]) => readonly string[];
  readonly body: Body;
}

/** A declaration, alone or as one of the members of another. */
function makePart(random: Random, shape: Shape, name: string, most: number): Part {
  const { holder, method, step } = shape;
  const above = random.chance(0.4) ? [shape.comment(`About ${name}.`)] : [];
  const body = makeBody(random, shape, most);
  const plain = linesOf(body, new Set());
  if (holder === undefined || method === undefined || random.chance(0.5)) {
    const old = shape.unit(name, plain);
    return {
      lines: [...above, ...old],
      from: above.length,
      old,
      indent: '',
      write: (lines) => shape.unit(name, lines),
      body,
    };
  }
  const others = ['first', 'last'].map((each) => [
    ...above,
    ...method(each, linesOf(makeBody(random, shape, 4), new Set())),
  ]);
  const old = method('middle', plain);
  const [first = [], last = []] = others;
  const lines = holder(name, [first, [...above, ...old], last]);
  const head = holder(name, [first]).findIndex((line) => line === step + first[0]);
  return {
    lines,
    from: head + first.length + 1 + above.length,
    old: indented(old, step),
    indent: step,
    write: (next) => method('middle', next),
    body,
  };
}

/** How long a file is: 90 % up to 200 lines, 9 % up to 2,000, 1 % up to 20,000. */
function wantedLines(random: Random): number {
  const size = random.int(1, 100);
  return size <= 90 ? random.int(5, 200) : size <= 99 ? random.int(200, 2000) : random.int(2000, 20_000);
}

/** Trailing blanks and form feeds, as files have them. */
function weathered(random: Random, lines: readonly string[]): readonly string[] {
  if (!random.chance(0.2)) return lines;
  return lines.map((line) => {
    if (line === '') return random.chance(0.03) ? '\f' : line;
    return random.chance(0.02) && !/["'`\\]/u.test(line) ? `${line}  ` : line;
  });
}

function withTabs(random: Random, shape: Shape): (lines: readonly string[]) => readonly string[] {
  const swap =
    !['python', '\t'].includes(shape.languageId) && shape.step.startsWith(' ') && random.chance(0.25);
  const width = shape.step.length;
  return (lines) =>
    swap
      ? lines.map((line) =>
          line.replace(
            /^ +/u,
            (blanks) => '\t'.repeat(Math.floor(blanks.length / width)) + ' '.repeat(blanks.length % width),
          ),
        )
      : lines;
}

/** The case of a random. */
export function makeCase(random: Random): Case {
  const shape = random.pick(shapes);
  const wanted = Math.min(wantedLines(random), shape.mostLines ?? Infinity);
  const parts: Part[] = [];
  let count = 0;
  const most = wanted > 200 ? 30 : 10;
  do {
    const part = makePart(random, shape, `name${parts.length}`, most);
    parts.push(part);
    count += part.lines.length + (shape.gap ?? 1);
  } while (count < wanted);
  const chosen = random.int(0, parts.length - 1);
  const hasImports = random.chance(0.7);
  const header =
    random.chance(0.5) || shape.languageId === 'go' || shape.languageId === 'php'
      ? [...shape.header, '']
      : [];
  const top = [...header, ...(hasImports ? [...shape.imports, ''] : [])];
  const gap = Array.from({ length: shape.gap ?? 1 }, () => '');
  const tabs = withTabs(random, shape);
  const above = parts.slice(0, chosen).flatMap((part) => [...part.lines, ...gap]);
  const part = parts[chosen];
  if (part === undefined) throw new RangeError('no part');
  const { from, old, lines } = part;
  const head = weathered(random, tabs([...top, ...above, ...lines.slice(0, from)]));
  const rest = parts.slice(chosen + 1).flatMap((each) => [...gap, ...each.lines]);
  const end = random.pick([[], [''], [''], [''], ['', '']]);
  const tail = weathered(random, tabs([...lines.slice(from + old.length), ...rest])).concat(end);
  const spaced = new Set(random.chance(0.3) ? [random.int(1, 5)] : []);
  const nextBody = linesOf(changeBody(random, shape, part.body), spaced);
  const newBody = tabs(nextBody);
  const oldUnit = tabs(old);
  return {
    shape,
    path: `src/part${random.int(1, 9)}.${shape.extension}`,
    before: [...head, ...oldUnit, ...tail],
    start: head.length,
    end: head.length + oldUnit.length - 1,
    holder: part.indent === '' ? undefined : head.length - from,
    oldUnit,
    newUnit: tabs(indented(part.write(nextBody), part.indent)),
    newBody,
    signature: oldUnit.slice(0, 1),
    importLine: hasImports ? header.length + shape.imports.length : undefined,
    mark: random.chance(0.1) ? '\uFEFF' : '',
    ending: random.pick(['\n', '\n', '\n', '\r\n', '\r\n', 'mixed']),
  };
}
