import { parseFinding } from './finding.ts';
import type { Finding } from './finding.ts';
import { mendFinding } from './mendFinding.ts';
import { parseJson } from './parseJson.ts';
import { saysNoFault } from './saysNoFault.ts';

/** What the end of an answer adds. */
export interface LastFindings {
  /** Those completed by the end itself. */
  readonly findings: readonly Finding[];
  /** Objects of the whole answer meant as findings that could not be read, an unfinished one included. */
  readonly malformed: number;
  /** The answer says that there is no fault. */
  readonly saysNone: boolean;
}

/** Reads findings from an answer while it streams. A finding that comes again is left out. */
export interface FindingReader {
  /** The next piece of the answer, cut anywhere; gives the findings it completes. */
  push(text: string): readonly Finding[];
  /** True once three findings in a row were said before: small models go on like that until they are stopped. */
  isLooping(): boolean;
  end(): LastFindings;
}

/**
 * Accepts one JSON object per line, objects over several lines, an array or `{"findings": […]}` around them, fences and
 * prose between them. Texts whose quotes are not escaped are mended where that is possible.
 */
export function createFindingReader(): FindingReader {
  return new FindingScanner();
}

/** An object that began and has not ended. */
interface OpenObject {
  /** Where it begins in the buffer. */
  start: number;
  /** True once something inside it was kept or counted, so that it is a wrapper and no finding itself. */
  isWrapper: boolean;
}

const longestObject = 50_000;
/** A line that goes on beyond this ends here: reading it on would take longer with every piece. */
const longestLine = 100_000;
/** Blanks between a brace and its first member. */
const mostBlanks = 1000;
/** Objects inside objects; no finding stands deeper. */
const deepest = 20;
const repeatsOfALoop = 3;
/** What a model says in place of findings stands within these characters. */
const longestNone = 10_000;

class FindingScanner implements FindingReader {
  readonly #seen = new Set<string>();
  #found: Finding[] = [];
  #malformed = 0;
  /** Findings that were said before, since the last new one. */
  #repeats = 0;
  #beginning = '';
  #buffer = '';
  #at = 0;
  /** Where a line that has to be mended is read from: its start, or the end of what was already kept of it. */
  #lineRest = 0;
  #open: OpenObject[] = [];
  #openBefore: readonly OpenObject[] = [];
  #inText = false;
  #escaped = false;
  #lineBroken = false;

  push(text: string): readonly Finding[] {
    this.#found = [];
    if (this.#beginning.length < longestNone) this.#beginning += text;
    this.#buffer += this.#buffer.length > longestLine ? `\n${text}` : text;
    for (; this.#at < this.#buffer.length; this.#at += 1) {
      const character = this.#buffer.charAt(this.#at);
      if (character === '\n') this.#endLine();
      else if (this.#inText) this.#readText(character);
      else if (character === '{' && !this.#beginObject()) break;
      else if (character === '"') this.#inText = this.#open.length > 0;
      else if (character === '}') this.#endObject();
    }
    return this.#found;
  }

  isLooping(): boolean {
    return this.#repeats >= repeatsOfALoop;
  }

  end(): LastFindings {
    const findings = this.push('\n');
    if (this.#open.some((object) => !object.isWrapper)) this.#malformed += 1;
    return { findings, malformed: this.#malformed, saysNone: saysNoFault(this.#beginning) };
  }

  #readText(character: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (character === '\\') this.#escaped = true;
    else if (character === '"') this.#inText = false;
  }

  /** False when the next character is needed to tell an object from a brace in prose. */
  #beginObject(): boolean {
    const ahead = this.#buffer.slice(this.#at + 1, this.#at + 1 + mostBlanks);
    const next = ahead.trimStart()[0];
    if (next === '"' && this.#open.length < deepest) this.#open.push({ start: this.#at, isWrapper: false });
    return next !== undefined || ahead.length === mostBlanks;
  }

  #endObject(): void {
    const object = this.#open.pop();
    if (object === undefined) return;
    const json = this.#buffer.slice(object.start, this.#at + 1);
    const value = parseJson(json);
    if (value === undefined && object.start >= this.#lineRest) {
      this.#lineBroken = true;
      return;
    }
    if (object.isWrapper) return;
    if (this.#keep(value ?? mendFinding(json))) {
      if (!this.#lineBroken) this.#lineRest = this.#at + 1;
    } else if (value === undefined || isMeantAsFinding(value)) this.#miss();
  }

  #endLine(): void {
    if (this.#inText || this.#lineBroken) this.#mendLine();
    this.#inText = false;
    this.#escaped = false;
    this.#lineBroken = false;
    const [outermost] = this.#open;
    if (outermost !== undefined && this.#at - outermost.start > longestObject) {
      this.#open = [];
      if (!outermost.isWrapper) this.#miss();
    }
    const keepFrom = this.#open[0]?.start ?? this.#at + 1;
    for (const object of this.#open) object.start -= keepFrom;
    this.#openBefore = [...this.#open];
    this.#buffer = this.#buffer.slice(keepFrom);
    this.#at -= keepFrom;
    this.#lineRest = this.#at + 1;
  }

  /** A JSON text cannot go on behind its line: a line that does not parse is read object by object, by member names. */
  #mendLine(): void {
    this.#open = [...this.#openBefore];
    const line = this.#buffer.slice(this.#lineRest, this.#at);
    for (const piece of line.split(/(?<=\})\s*,\s*(?=\{\s*")/u)) {
      const start = piece.search(/\{\s*"/u);
      if (start === -1 || !this.#keep(mendFinding(piece.slice(start)))) this.#miss();
    }
  }

  #keep(value: unknown): boolean {
    const finding = parseFinding(value);
    if (finding === undefined) return false;
    this.#markWrappers();
    const isNew = !this.#seen.has(finding.id);
    if (isNew) this.#found.push(finding);
    this.#repeats = isNew ? 0 : this.#repeats + 1;
    this.#seen.add(finding.id);
    return true;
  }

  #miss(): void {
    this.#malformed += 1;
    this.#markWrappers();
  }

  #markWrappers(): void {
    for (const object of this.#open) object.isWrapper = true;
  }
}

function isMeantAsFinding(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('message' in value || 'quote' in value);
}
