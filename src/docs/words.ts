/** Controls, bidirectional and zero-width marks, variation selectors, tag characters: no part of words. Blanks stay. */
const invisible = /(?![\t\n\v\f])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Plain text of one paragraph: one line, nothing invisible, no fence and no triple quote. */
function cleanLine(text: string): string {
  return text
    .replace(invisible, '')
    .replace(/\s+/g, ' ')
    .replace(/`{3,}/g, '`')
    .replace(/~{3,}/g, '~')
    .replace(/"{3,}/g, "'")
    .replace(/^[\s#>]+|\s+$/g, '');
}

/** A line of code as it is, without what cannot be seen; tabs stay. */
export function cleanCodeLine(line: string): string {
  return line
    .toWellFormed()
    .replace(invisible, '')
    .replace(/[\v\f]/g, '')
    .trimEnd();
}

const bullet = /^\s*([-*+]|\d{1,2}[.)])\s+(?=\S)/;

const fence = /^\s*(`{3,}|~{3,})/;

/** The lines of a text without its fenced blocks; a fence that does not close hides nothing. */
function linesOutsideFences(text: string): readonly string[] {
  const kept: string[] = [];
  let hidden: string[] | undefined;
  for (const line of text.toWellFormed().split(/\r\n|[\n\r\u2028\u2029]/)) {
    if (!fence.test(line)) (hidden ?? kept).push(line);
    else if (hidden === undefined) hidden = [''];
    else {
      hidden = undefined;
      kept.push('');
    }
  }
  return [...kept, ...(hidden ?? [])];
}

/**
 * Splits what a model wrote into clean paragraphs, without fenced blocks; list items become paragraphs that begin
 * with `- `. Empty when nothing is left.
 */
export function toParagraphs(text: string): readonly string[] {
  const paragraphs: string[] = [];
  let open = '';
  const close = (): void => {
    const clean = cleanLine(open.replace(bullet, ''));
    if (clean !== '') paragraphs.push(bullet.test(open) ? `- ${clean}` : clean);
    open = '';
  };
  for (const line of linesOutsideFences(text)) {
    if (line.trim() === '' || bullet.test(line)) close();
    open += `${line}\n`;
  }
  close();
  return paragraphs;
}

/** The words as one paragraph; undefined when nothing is left of them. */
export function toSentence(text: string | undefined): string | undefined {
  const words = toParagraphs(text ?? '')
    .map((paragraph) => paragraph.replace(/^- /, ''))
    .join(' ');
  return words === '' ? undefined : words;
}

/**
 * Ends a summary with a full stop, unless it ends with punctuation or in a script that has its own. What comes out
 * ends neither with a quote nor with a backslash.
 */
export function withFullStop(text: string): string {
  return /[A-Za-z0-9)\]`'"\\]$/.test(text) ? `${text}.` : text;
}

/** Applies `change` to what stands outside of `inline code`. */
export function outsideCode(text: string, change: (plain: string) => string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}

/** Words that would mean something else at the start of a line of Markdown or of a comment. */
const notFirst = /^([#>+=*|~@-]|\d+[.)]($|\D)|\\?@|:)/;

function unbreakable(text: string): readonly string[] {
  const words = text.match(/(`[^`]*`|[^\s`]+|`)+/g) ?? [];
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && notFirst.test(word)) joined.splice(-1, 1, `${last} ${word}`);
    else joined.push(word);
  }
  return joined;
}

/** How wide a line may be, and what goes before its text. */
export interface WrapOptions {
  /** Columns for text and prefixes. */
  readonly width: number;
  readonly first?: string;
  readonly rest?: string;
}

/** Breaks one paragraph into lines between words; a word longer than the width stands alone. */
export function wrap(text: string, options: WrapOptions): readonly string[] {
  const { width, first = '', rest = '' } = options;
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of unbreakable(text)) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line = empty ? line + word : `${line} ${word}`;
    empty = false;
  }
  return [...lines, line];
}

/** Wraps paragraphs with a blank line between them, list items directly below each other. */
export function wrapParagraphs(paragraphs: readonly string[], width: number): readonly string[] {
  const isItem = (text: string | undefined): boolean => text?.startsWith('- ') === true;
  return paragraphs.flatMap((text, index) => {
    const apart = index > 0 && !(isItem(text) && isItem(paragraphs[index - 1]));
    const lines = isItem(text)
      ? wrap(text.slice(2), { width, first: '- ', rest: '  ' })
      : wrap(text, { width });
    return apart ? ['', ...lines] : lines;
  });
}
