import { diffArrays } from 'diff';
import { intended } from './cases.ts';
import type { Case } from './cases.ts';
import type { Random } from './random.ts';

/** What a model might have answered, and what should come of it. */
export interface Written {
  readonly answer: string;
  /** The whole file that is meant, LF line ends. */
  readonly text: readonly string[];
  /** `truncated`: an answer without its end is never a proposal, but what it shows must be right. */
  readonly expect: 'proposal' | 'truncated' | 'otherFiles';
  /** True where the answer itself leaves open what is meant: then nothing may come of it, but never something else. */
  readonly isAmbiguous: boolean;
  /** First and last line of `before` that are selected; without it the cursor is in the declaration. */
  readonly selected?: readonly [first: number, last: number];
}

/** One way to write an answer; undefined for a case that cannot be written so. */
export type Writer = (given: Case, random: Random) => Written | undefined;

/** A fence longer than any in the code. */
function fenced(lines: readonly string[], tag = ''): string {
  const longest = Math.max(2, ...(lines.join('\n').match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [fence + tag, ...lines, fence].join('\n');
}

const tagOf = ({ shape }: Case): string => shape.extension;

/** The new declaration at column 0, as models give it. */
function bare({ newUnit }: Case): readonly string[] {
  const indent = /^\s*/u.exec(newUnit[0] ?? '')?.[0] ?? '';
  return newUnit.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
}

const proposal = (given: Case, answer: string, isAmbiguous = false): Written => ({
  answer,
  text: intended(given),
  expect: 'proposal',
  isAmbiguous,
});

const unitInFence: Writer = (given, random) =>
  proposal(
    given,
    fenced(random.chance(0.5) ? bare(given) : given.newUnit, random.chance(0.8) ? tagOf(given) : ''),
  );

const wholeFile: Writer = (given) => proposal(given, fenced(intended(given), tagOf(given)));

const unitWithImports: Writer = (given) => {
  const { newImport } = given.shape;
  if (newImport === undefined || given.importLine === undefined) return undefined;
  return {
    answer: fenced([newImport, '', ...bare(given)], tagOf(given)),
    text: intended(given, true),
    expect: 'proposal',
    isAmbiguous: false,
  };
};

const prose: Writer = (given, random) =>
  proposal(
    given,
    `Sure! Here is the changed code:\n\n${fenced(bare(given), tagOf(given))}\n\n${random.pick(['It now does what you asked for.', '- One point\n- `another` point', '### Notes\n\nUse it well: `a < b`.'])}`,
  );

const reasoningFirst: Writer = (given) =>
  proposal(
    given,
    `<think>\nThey want \`x\`.\n${fenced(given.oldUnit, tagOf(given))}\nSo I change it.\n</think>\n\n${fenced(bare(given), tagOf(given))}`,
  );

const severalBlocks: Writer = (given, random) => {
  const { newImport } = given.shape;
  const withImport = newImport !== undefined && given.importLine !== undefined && random.chance(0.5);
  const first = withImport ? [newImport] : given.oldUnit;
  const answer = `First:\n\n${fenced(first, tagOf(given))}\n\nThen:\n\n${fenced(bare(given), tagOf(given))}\n`;
  return { answer, text: intended(given, withImport), expect: 'proposal', isAmbiguous: false };
};

const bodyOnly: Writer = (given) => {
  // Java and C# declarations of the shapes are classes: a body without its method says nothing.
  if (['java', 'csharp'].includes(given.shape.languageId) && given.newUnit[0]?.includes('class'))
    return undefined;
  // What belongs to a string of several lines and what to its place is not to be seen in a body at column 0.
  if (/`|"""/u.test(given.newBody.join('\n'))) return undefined;
  const last = given.newUnit.at(-1)?.trim() ?? '';
  const opens = given.newUnit[1]?.trim() === '{' ? 2 : 1;
  const closes = /^[}\])]|^end$/u.test(last);
  const lines = given.newUnit.slice(opens, closes ? -1 : undefined);
  const indent = /^\s*/u.exec(lines.find((line) => line.trim() !== '') ?? '')?.[0] ?? '';
  const body = lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  // A body of one statement that declares, or a comment alone, can be new code above the old just as well.
  const declares = body.every((line) => /^(?:const|let|x\d|text|def|\/\/|#|\s|`)/u.test(line) || line === '');
  // A body that is much shorter than the old one can be a piece of it that was changed.
  const said = (of: readonly string[]): number => of.filter((line) => /\w/u.test(line)).length;
  const oldBody = given.oldUnit.slice(opens, closes ? -1 : undefined);
  const isPiece = said(body) < said(oldBody) * 0.8;
  return body[0] === '' ? undefined : proposal(given, fenced(body, tagOf(given)), declares || isPiece);
};

interface Piece {
  readonly old: readonly string[];
  readonly next: readonly string[];
  readonly start: number;
  /** Lines with a mark in front. */
  readonly marked: readonly string[];
}

/** The changed lines of the file with so many lines around each, found by a diff that is not ours. */
function pieces(given: Case, context: number): readonly Piece[] {
  const from = Math.max(0, given.start - context);
  const to = Math.min(given.before.length, given.end + 1 + context);
  const after = [
    ...given.before.slice(from, given.start),
    ...given.newUnit,
    ...given.before.slice(given.end + 1, to),
  ];
  const marked = diffArrays(given.before.slice(from, to), after).flatMap((change) =>
    change.value.map((line) => (change.added ? '+' : change.removed ? '-' : ' ') + line),
  );
  const isNear = marked.map((_, index) =>
    marked.slice(Math.max(0, index - context), index + context + 1).some((line) => !line.startsWith(' ')),
  );
  const result: Piece[] = [];
  let old = from;
  for (let index = 0; index < marked.length;) {
    if (isNear[index] !== true) {
      if (!marked[index]?.startsWith('+')) old += 1;
      index += 1;
      continue;
    }
    let end = index;
    while (isNear[end] === true) end += 1;
    const lines = marked.slice(index, end);
    const without = (mark: string): readonly string[] =>
      lines.filter((line) => !line.startsWith(mark)).map((line) => line.slice(1));
    result.push({ old: without('+'), next: without('-'), start: old, marked: lines });
    old += lines.filter((line) => !line.startsWith('+')).length;
    index = end;
  }
  return result;
}

/** How often lines stand in a text in a row. */
function occurrences(lines: readonly string[], wanted: readonly string[]): number {
  const key = (line: string): string => line.trim();
  let count = 0;
  for (let start = 0; start + wanted.length <= lines.length; start += 1)
    if (wanted.every((line, index) => key(line) === key(lines[start + index] ?? ''))) count += 1;
  return count;
}

function isPlaceable(given: Case, found: readonly Piece[]): boolean {
  const unit = given.before.slice(given.start, given.end + 1);
  return found.every(({ old }) => occurrences(given.before, old) === 1 || occurrences(unit, old) === 1);
}

/** Pieces with as many lines around as make them unique, if any number up to six does. */
function uniquePieces(
  given: Case,
  random: Random,
): { readonly found: readonly Piece[]; readonly isAmbiguous: boolean } {
  for (let context = random.int(1, 3); context <= 6; context += 1) {
    const found = pieces(given, context);
    if (isPlaceable(given, found)) return { found, isAmbiguous: false };
  }
  return { found: pieces(given, 3), isAmbiguous: true };
}

const searchReplace: Writer = (given, random) => {
  const { found, isAmbiguous } = uniquePieces(given, random);
  const blocks = found.map(({ old, next }) =>
    ['<<<<<<< SEARCH', ...old, '=======', ...next, '>>>>>>> REPLACE'].join('\n'),
  );
  if (blocks.length === 0) return undefined;
  const style = random.int(0, 2);
  const answer =
    style === 0
      ? blocks.join('\n\n')
      : style === 1
        ? `${given.path}\n${blocks.map((block) => `\`\`\`\`${tagOf(given)}\n${block}\n\`\`\`\``).join('\n\n')}`
        : `I change this:\n\n\`\`\`\`\n${blocks.join('\n')}\n\`\`\`\`\n\nThat is all.`;
  return proposal(given, answer, isAmbiguous);
};

const unifiedDiff: Writer = (given, random) => {
  const { found, isAmbiguous } = uniquePieces(given, random);
  if (found.length === 0) return undefined;
  const wrong = random.chance(0.3) ? random.int(1, 40) : 0;
  const hunks = found.flatMap(({ old, next, start, marked }) => [
    `@@ -${start + 1 + wrong},${old.length} +${start + 1 + wrong},${next.length} @@`,
    ...marked.map((line) => (line.trimEnd() === '' ? '' : line)),
  ]);
  const lines = [...(random.chance(0.7) ? [`--- a/${given.path}`, `+++ b/${given.path}`] : []), ...hunks];
  return proposal(
    given,
    random.chance(0.7) ? `\`\`\`diff\n${lines.join('\n')}\n\`\`\`\n` : `${lines.join('\n')}\n`,
    isAmbiguous,
  );
};

function codexLines(
  given: Case,
  random: Random,
): { readonly lines: readonly string[]; readonly isAmbiguous: boolean } | undefined {
  const { found, isAmbiguous } = uniquePieces(given, random);
  if (found.length === 0) return undefined;
  return {
    lines: [`*** Update File: ${given.path}`, ...found.flatMap(({ marked }) => ['@@', ...marked])],
    isAmbiguous,
  };
}

const codexPatch: Writer = (given, random) => {
  const patch = codexLines(given, random);
  if (patch === undefined) return undefined;
  return proposal(given, ['*** Begin Patch', ...patch.lines, '*** End Patch'].join('\n'), patch.isAmbiguous);
};

const codexFiles: Writer = (given, random) => {
  const patch = codexLines(given, random);
  if (patch === undefined) return undefined;
  const other = [
    '*** Update File: docs/other.md',
    '@@',
    '-old',
    '+new',
    '*** Add File: .github/workflows/x.yml',
    '+on: push',
  ];
  return {
    ...proposal(
      given,
      ['*** Begin Patch', ...other, ...patch.lines, '*** End Patch'].join('\n'),
      patch.isAmbiguous,
    ),
    expect: 'otherFiles',
  };
};

const markTexts = ['... existing code ...', '... rest unchanged ...', '... (remaining code stays the same)'];

const elided: Writer = (given, random) => {
  const { comment } = given.shape;
  const { newUnit, oldUnit } = given;
  const changes = diffArrays([...oldUnit], [...newUnit]);
  const mark = comment(random.pick(markTexts)).replace(/^\/\/\//u, '//');
  const lines: string[] = [];
  let isAmbiguous = false;
  let gaps = 0;
  changes.forEach((change, index) => {
    if (change.removed) return;
    const isKept = !change.added;
    const isFirst = index === 0;
    const isLast = index === changes.length - 1;
    const keep = 2;
    if (!isKept || change.count < keep * 2 + 2) {
      lines.push(...change.value);
      return;
    }
    gaps += 1;
    const head = change.value.slice(0, keep);
    const tail = change.value.slice(-keep);
    for (const [edge, anchored] of [
      [head, isFirst],
      [tail, isLast],
    ] as const) {
      const beside = edge === head ? edge.at(-1) : edge[0];
      const filled = edge.filter((line) => line.trim() !== '');
      if (filled.length === 0 || (!anchored && occurrences(oldUnit, filled) !== 1)) isAmbiguous = true;
      if (beside === undefined) isAmbiguous = true;
    }
    const indent = /^\s*/u.exec(tail.find((line) => line.trim() !== '') ?? '')?.[0] ?? '';
    lines.push(...head, indent + mark, ...tail);
  });
  return gaps === 0 ? undefined : proposal(given, fenced(lines, tagOf(given)), isAmbiguous);
};

/** Languages whose grammars take prose for code: without a fence nothing tells the two apart. */
const takesProse = new Set(['shellscript', 'powershell', 'ruby', 'php']);

const unfenced: Writer = (given, random) => {
  const code = bare(given).join('\n');
  const isMember = given.newUnit[0] !== bare(given)[0];
  const withProse = random.chance(0.5);
  return proposal(
    given,
    withProse ? `Here is the new code:\n\n${code}\n\nIt does what you asked.` : code,
    isMember || (withProse && takesProse.has(given.shape.languageId)),
  );
};

const unclosedFence: Writer = (given) => ({
  ...proposal(given, fenced(bare(given), tagOf(given)).replace(/\n`+$/u, '')),
  expect: 'truncated',
});

const fileNameLine: Writer = (given, random) => {
  const name = random.chance(0.5) ? given.path : (given.path.split('/').at(-1) ?? '');
  return proposal(
    given,
    fenced([given.shape.comment(name).replace(/^\/\/\//u, '//'), ...bare(given)], tagOf(given)),
  );
};

const lineNumbers: Writer = (given, random) => {
  const between = random.pick([' | ', ': ', '\t', '→']);
  const first = random.chance(0.5) ? given.start + 1 : 1;
  return proposal(
    given,
    fenced(
      bare(given).map((line, index) => `${String(first + index).padStart(4)}${between}${line}`),
      tagOf(given),
    ),
  );
};

const plusPrefixes: Writer = (given, random) =>
  proposal(
    given,
    fenced(
      bare(given).map((line) => `+${line}`),
      random.chance(0.5) ? 'diff' : tagOf(given),
    ),
  );

const entities: readonly (readonly [RegExp, string])[] = [
  [/&/gu, '&amp;'],
  [/</gu, '&lt;'],
  [/>/gu, '&gt;'],
  [/"/gu, '&quot;'],
];

const htmlEntities: Writer = (given) => {
  const code = bare(given);
  const encoded = code.map((line) =>
    entities.reduce((text, [pattern, entity]) => text.replace(pattern, entity), line),
  );
  if (encoded.every((line, index) => line === code[index])) return undefined;
  const kept = new Set(given.oldUnit.map((line) => line.trim()));
  const isClear = code.some((line, index) => line !== encoded[index] && kept.has(line.trim()));
  // Where no line of the file tells, the entities may be meant.
  return isClear ? proposal(given, fenced(encoded, tagOf(given))) : undefined;
};

const smartQuotes: Writer = (given) => {
  const code = bare(given);
  const smart = code.map((line) => line.replaceAll(/"([^"]*)"/gu, '“$1”').replaceAll("'", '’'));
  if (smart.every((line, index) => line === code[index])) return undefined;
  const kept = new Set(given.oldUnit.map((line) => line.trim()));
  const isClear = code.some((line, index) => line !== smart[index] && kept.has(line.trim()));
  return isClear ? proposal(given, fenced(smart, tagOf(given))) : undefined;
};

const tabsToSpaces: Writer = (given, random) => {
  const code = bare(given);
  if (!code.some((line) => line.startsWith('\t'))) return undefined;
  const width = random.pick([2, 4]);
  return proposal(
    given,
    fenced(
      code.map((line) => line.replace(/^\t+/u, (tabs) => ' '.repeat(width * tabs.length))),
      tagOf(given),
    ),
  );
};

const crlf: Writer = (given) => proposal(given, fenced(bare(given), tagOf(given)).replaceAll('\n', '\r\n'));

const nestedFences: Writer = (given) => {
  const code = bare(given);
  const { comment } = given.shape;
  const example = ['```', 'example()', '```'].map(comment);
  const lines = [...code.slice(0, 1), ...code.slice(1, 2)];
  if (code[1]?.trim() === '{' || !/^\s/u.test(code[1] ?? '')) return undefined;
  const indent = /^\s*/u.exec(code[1] ?? '')?.[0] ?? '';
  const inner = example.map((line) => indent + line);
  const all = [...lines.slice(0, 1), ...inner, ...code.slice(1)];
  const base = /^\s*/u.exec(given.newUnit[0] ?? '')?.[0] ?? '';
  const text = [
    ...given.before.slice(0, given.start),
    given.newUnit[0] ?? '',
    ...inner.map((line) => base + line),
    ...given.newUnit.slice(1),
    ...given.before.slice(given.end + 1),
  ];
  return {
    answer: ['```' + tagOf(given), ...all, '```'].join('\n'),
    text,
    expect: 'proposal',
    isAmbiguous: false,
  };
};

/** The lines of a declaration's body that a change is about; undefined where a person would not select them. */
function changedLines({ start, oldUnit, newUnit, shape }: Case, random: Random): Written['selected'] {
  const isClass = ['java', 'csharp'].includes(shape.languageId) && newUnit[0]?.includes('class') === true;
  // Nobody selects a part of a string of several lines.
  if (isClass || /`|"""/u.test([...oldUnit, ...newUnit].join('\n'))) return undefined;
  const first = newUnit[1]?.trim() === '{' ? 2 : 1;
  const closers = /^[}\])]|^end$/u.test(newUnit.at(-1)?.trim() ?? '') ? 1 : 0;
  const most = Math.min(oldUnit.length, newUnit.length) - closers;
  let head = first;
  while (head < most && oldUnit[head] === newUnit[head]) head += 1;
  let tail = closers;
  while (tail < most + closers - head && oldUnit.at(-tail - 1) === newUnit.at(-tail - 1)) tail += 1;
  head = Math.max(first, head - random.int(0, 3));
  tail = Math.max(closers, tail - random.int(0, 3));
  const [old, lines] = [oldUnit.slice(head, -tail || undefined), newUnit.slice(head, -tail || undefined)];
  const isWhole = [old, lines].every(
    (each) => each.length > 0 && each[0]?.trim() !== '' && each.at(-1)?.trim() !== '',
  );
  return isWhole ? [start + head, start + head + old.length - 1] : undefined;
}

const unitForLines: Writer = (given, random) => {
  const selected = changedLines(given, random);
  return selected && { ...proposal(given, fenced(bare(given), tagOf(given))), selected };
};

/** Languages in which a method calls a function of the file by its bare name. */
const callsBare = new Set(['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'rust', 'php']);

/** A new function above the method that calls it: its place is above what holds the method. */
const helperAndMethod: Writer = (given, random) => {
  const { holder, shape, newUnit, before, start, end } = given;
  if (holder === undefined || !callsBare.has(shape.languageId)) return undefined;
  const name = `helper${random.int(1, 99)}`;
  const inner = /^\s*/u.exec(newUnit[1] ?? '')?.[0] ?? '';
  const unit = newUnit.toSpliced(1, 0, `${inner}${name}(1, 2);`);
  const step = inner.startsWith('\t') ? '\t' : shape.step;
  const helper = shape.unit(name, ['run(1);']).map((line) => line.replace(shape.step, step));
  const text = [
    ...before.slice(0, holder),
    ...helper,
    '',
    ...before.slice(holder, start),
    ...unit,
    ...before.slice(end + 1),
  ];
  const answer = fenced([...helper, '', ...bare({ ...given, newUnit: unit })], tagOf(given));
  return { answer, text, expect: 'proposal', isAmbiguous: false };
};

const methodAsFunction: Writer = (given) => {
  const [head = '', ...rest] = bare(given);
  const name = /^(?:public )?(\w+\()/u.exec(head);
  const isScript = /script/u.test(given.shape.languageId);
  if (given.holder === undefined || !isScript || name === null) return undefined;
  return proposal(given, fenced([`function ${name[1]}${head.slice(name[0].length)}`, ...rest], tagOf(given)));
};

/** Forms that must always be read. */
export const plainForms: Readonly<Record<string, Writer>> = {
  'unit in a fence': unitInFence,
  'whole file': wholeFile,
  'unit and imports': unitWithImports,
};

/** Forms of which two in a hundred may be refused. */
export const otherForms: Readonly<Record<string, Writer>> = {
  'body only': bodyOnly,
  'unit for selected lines': unitForLines,
  'helper and method': helperAndMethod,
  'method as a function': methodAsFunction,
  'several blocks': severalBlocks,
  'prose around': prose,
  'reasoning first': reasoningFirst,
  'search/replace': searchReplace,
  'unified diff': unifiedDiff,
  'Codex patch': codexPatch,
  'Codex, several files': codexFiles,
  'elided code': elided,
  'no fence': unfenced,
  'unclosed fence': unclosedFence,
  'nested fences': nestedFences,
  'file name line': fileNameLine,
  'line numbers': lineNumbers,
  'plus signs': plusPrefixes,
  'HTML entities': htmlEntities,
  'smart quotes': smartQuotes,
  'tabs as spaces': tabsToSpaces,
  'CR LF': crlf,
};
