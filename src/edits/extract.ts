import MarkdownIt from 'markdown-it';
import { fenceTag } from './fenceLanguage.ts';
import { withoutReasoning } from './reasoning.ts';
import { lineAt } from './lineAt.ts';

/** One fenced block of an answer. */
export interface CodeBlock {
  /** Language tag of the fence in lower case; empty when it has none. */
  readonly tag: string;
  /** Lines between the fences. */
  readonly lines: readonly string[];
  /** False when the answer ends inside the block. */
  readonly closed: boolean;
  /** Line of the opening fence in `ExtractedAnswer.text`. */
  readonly startLine: number;
}

export interface ExtractedAnswer {
  /** The answer with LF line ends and without reasoning. */
  readonly text: string;
  readonly blocks: readonly CodeBlock[];
  /** True when the answer ends inside a block or inside its reasoning. */
  readonly open: boolean;
}

// Raw HTML would swallow fences that follow a tag such as <answer>; only the blocks of the text are needed.
const markdown = new MarkdownIt('commonmark').disable(['html_block', 'reference']);

/** The rest of the text reaches CommonMark as it is: its own normalising would replace NUL. */
function toLf(answer: string): string {
  return answer.includes('\r') ? answer.replace(/\r\n?/gu, '\n') : answer;
}

function isClosingFence(line: string, markup: string): boolean {
  const text = line.replace(/^[\s>]*/u, '').trimEnd();
  return text.length >= markup.length && text === markup.charAt(0).repeat(text.length);
}

/** One block from the first fence of an answer to the last line that could close it. */
function outermost(lines: readonly string[], first: CodeBlock): CodeBlock | undefined {
  const fence = /^(`{3,}|~{3,})/u.exec(lineAt(lines, first.startLine))?.[1];
  if (fence === undefined) return undefined;
  const last = lines.findLastIndex((line) => !/^\s/u.test(line) && isClosingFence(line, fence));
  return last > first.startLine
    ? { ...first, lines: lines.slice(first.startLine + 1, last), closed: true }
    : { ...first, lines: lines.slice(first.startLine + 1), closed: false };
}

/** Blocks as CommonMark sees them; `nested` when one was closed by a fence that looks like part of the code. */
function readBlocks(
  text: string,
  lines: readonly string[],
): { blocks: readonly CodeBlock[]; nested: boolean } {
  const tokens: ReturnType<typeof markdown.parse> = [];
  markdown.block.parse(text, markdown, {}, tokens);
  const lastLine = lines.findLastIndex((line) => line.trim() !== '');
  const blocks: CodeBlock[] = [];
  let nested = false;
  for (const token of tokens) {
    if (token.type !== 'fence' || token.map === null) continue;
    const [startLine, end] = token.map;
    const ownEnd = end - 1 > startLine && isClosingFence(lineAt(lines, end - 1), token.markup);
    // A fence in a list ends with the list, without a fence of its own.
    const closed = ownEnd || lastLine >= end;
    const content = token.content.endsWith('\n') ? token.content.slice(0, -1) : token.content;
    const block = { tag: fenceTag(token.info), lines: content === '' ? [] : content.split('\n') };
    // A last fence without tag closes code whose first fence a fence inside has closed before.
    if (!closed && blocks.length > 0 && block.tag === '' && startLine === lastLine) nested = true;
    else blocks.push({ ...block, closed, startLine });
    if (ownEnd && token.level === 0 && lines[end - 1]?.startsWith(' ') && !lines[startLine]?.startsWith(' '))
      nested = true;
  }
  return { blocks, nested };
}

/**
 * Finds the code of an answer by CommonMark's rules for fences: longer fences hold shorter ones, lists and quotes may hold
 * fences. Where fences inside the code are as long as its own, the outermost pair counts.
 */
export function extractCode(answer: string): ExtractedAnswer {
  const { text, open } = withoutReasoning(toLf(answer));
  if (!text.includes('```') && !text.includes('~~~')) return { text, blocks: [], open };
  const lines = text.split('\n');
  const { blocks, nested } = readBlocks(text, lines);
  const outer = nested && blocks[0] !== undefined ? outermost(lines, blocks[0]) : undefined;
  const found = outer === undefined ? blocks : [outer];
  return { text, blocks: found, open: found.at(-1)?.closed === false };
}

/** Everything between the first fence and the last fence line, when that is more than the first block. */
export function widestBlock({ text, blocks }: ExtractedAnswer): readonly string[] | undefined {
  const first = blocks[0];
  if (first === undefined) return undefined;
  const widest = outermost(text.split('\n'), first)?.lines ?? [];
  return widest.length > first.lines.length + 1 ? widest : undefined;
}
