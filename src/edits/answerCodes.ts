import { linesIn } from '../syntax/lineRange.ts';
import type { Syntax } from '../syntax/syntax.ts';
import { isLeftOutMark } from './elision.ts';
import { expandElision } from './expandElision.ts';
import { widestBlock } from './extract.ts';
import type { CodeBlock, ExtractedAnswer } from './extract.ts';
import { isFileNameLine, isForeignTag } from './fenceLanguage.ts';
import type { LineQuestion } from './forms/lineForm.ts';
import { plainLines } from './forms/lineForms.ts';
import { convertIndents, indentOf, indentStyle, isBlank, reindent, trimBlankLines } from './indentation.ts';
import { topImports } from './importPlace.ts';
import { lineAt } from './lineAt.ts';
import { unfencedCode } from './unfenced.ts';

/** Lines of an answer that may be the code asked for. */
export interface CodeReading {
  readonly lines: readonly string[];
  /** The fence says another language than the file's. */
  readonly foreign: boolean;
  /** The reading to fall back on when this one, which has more done to it, does not prove right. */
  readonly plain?: CodeReading;
}

interface ReadingOptions {
  readonly languageId: string;
  readonly syntax: Syntax;
  /** The name the code should declare, when the target is a unit. */
  readonly name: string | undefined;
  /** True when a line of the file's target only names a file. */
  readonly keepsFileName: boolean;
  readonly file: string;
  /** The lines that the answer is about. */
  readonly original: readonly string[];
}

/** Blocks looked at in one answer; more are examples, not answers. */
const maxBlocks = 8;

/** A line that only marks where new code goes, repeated from the question. */
const placeMark = /^\s*<{6}[^<>]*>{6}\s*$/u;

/** Takes away what models put around code: blank lines, a first line that names the file, marks from the question. */
function cleaned(lines: readonly string[], { languageId, keepsFileName }: ReadingOptions): readonly string[] {
  const trimmed = trimBlankLines(lines.filter((line) => !placeMark.test(line)));
  return !keepsFileName && trimmed.length > 1 && isFileNameLine(trimmed[0] ?? '', languageId)
    ? trimBlankLines(trimmed.slice(1))
    : trimmed;
}

/** Code without marks such as `// ... rest of the file` before and after the unit asked for, when they are outside of it. */
async function withoutOuterMarks(
  lines: readonly string[],
  options: ReadingOptions,
): Promise<readonly string[]> {
  const { languageId, syntax, name } = options;
  const isMark = (line: string): boolean =>
    isBlank(line) || (isLeftOutMark(line) && indentOf(line) === indentOf(lineAt(lines, 0)));
  const first = lines.findIndex((line) => !isMark(line));
  const last = lines.findLastIndex((line) => !isMark(line));
  const inner = lines.slice(first, last + 1);
  if (name === undefined || first === -1 || inner.length === lines.length) return lines;
  using tree = await syntax.parseFragment(languageId, inner.join('\n'));
  return tree?.units().some((unit) => unit.name === name) ? inner : lines;
}

async function importsOnly(
  lines: readonly string[],
  { languageId, syntax }: ReadingOptions,
): Promise<boolean> {
  using tree = await syntax.parseFragment(languageId, lines.join('\n'));
  if (tree === undefined) return false;
  const imports = topImports(tree);
  const known = linesIn(imports);
  return imports.length > 0 && lines.every((line, index) => isBlank(line) || known.has(index));
}

/** Blocks of imports alone go on top of each of the others. */
async function withImportBlocks(
  readings: readonly CodeReading[],
  options: ReadingOptions,
): Promise<readonly CodeReading[]> {
  if (readings.length < 2) return readings;
  const imports: string[] = [];
  const others: CodeReading[] = [];
  for (const reading of readings) {
    if (await importsOnly(reading.lines, options)) imports.push(...reading.lines);
    else others.push(reading);
  }
  if (imports.length === 0 || others.length === 0) return readings;
  return others.map((reading) => ({ ...reading, lines: [...imports, '', ...reading.lines] }));
}

function blocksOf({ blocks }: ExtractedAnswer, options: ReadingOptions): readonly CodeReading[] {
  const isForeign = (block: CodeBlock): boolean => isForeignTag(block.tag, options.languageId);
  const own = blocks.filter((block) => !isForeign(block));
  return (own.length > 0 ? own : blocks)
    .slice(0, maxBlocks)
    .map((block) => ({ lines: cleaned(block.lines, options), foreign: isForeign(block) }))
    .filter(({ lines }) => lines.length > 0);
}

function lineQuestion({ languageId, syntax, file }: ReadingOptions): LineQuestion {
  return { languageId, syntax, known: new Set(file.split('\n').map((line) => line.trim())) };
}

/** Code with what it left out put back, out of the target or else out of the whole file. */
function expanded(
  block: CodeReading,
  inner: CodeReading,
  { original, file }: ReadingOptions,
): CodeReading | undefined {
  const sources = [
    [inner.lines, original],
    [block.lines, file.split('\n')],
  ] as const;
  for (const [lines, source] of sources) {
    const moved = reindent(convertIndents(lines, indentStyle(source)), {
      indent: indentOf(source.find((line) => !isBlank(line)) ?? ''),
      original: source,
    });
    const expansion = expandElision(moved, source, file);
    if (expansion !== undefined) return { ...block, lines: expansion, plain: inner };
  }
  return undefined;
}

/** What of an answer may be the code asked for, the most likely first. */
export interface AnswerCodes {
  /** Each block by itself; none when there is no code. */
  readonly blocks: readonly CodeReading[];
  /** What stands between the first and the last fence, and all blocks in one; for when no block makes sense alone. */
  readonly together: readonly CodeReading[];
}

/** Reads the code out of an answer; one without fences is code when it parses as a whole. */
export async function answerCodes(extracted: ExtractedAnswer, options: ReadingOptions): Promise<AnswerCodes> {
  if (extracted.blocks.length === 0) {
    const given = cleaned(extracted.text.split('\n'), options);
    const lines = cleaned(await plainLines(given, lineQuestion(options)), options);
    const code = await unfencedCode(lines, options.languageId, options.syntax);
    if (code === undefined) return { blocks: [], together: [] };
    const reading = { lines: cleaned(code, options), foreign: false };
    return { blocks: [expanded(reading, reading, options) ?? reading], together: [] };
  }
  const question = lineQuestion(options);
  const plain: CodeReading[] = [];
  for (const block of blocksOf(extracted, options))
    plain.push({ ...block, lines: cleaned(await plainLines(block.lines, question), options) });
  const found = await withImportBlocks(plain, options);
  const blocks: CodeReading[] = [];
  const whole: CodeReading[] = [];
  for (const block of found) {
    const inner = { ...block, lines: await withoutOuterMarks(block.lines, options) };
    whole.push(inner);
    blocks.push(expanded(block, inner, options) ?? inner);
  }
  const [first] = blocks;
  if (first === undefined) return { blocks, together: [] };
  const foreign = blocks.some((block) => block.foreign);
  const all = whole.flatMap((block, index) => (index === 0 ? block.lines : ['', ...block.lines]));
  const widest = widestBlock(extracted);
  return {
    blocks,
    together: [
      ...(widest === undefined ? [] : [{ lines: cleaned(widest, options), foreign }]),
      ...(whole.length > 1 ? [{ lines: all, foreign }] : []),
    ],
  };
}
