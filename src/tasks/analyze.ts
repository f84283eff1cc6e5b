import type { ContextPart, GenerationRequest } from '../provider/provider.ts';
import { analyzeExample } from './analyzeExamples.ts';
import { codeContext } from './codeContext.ts';
import { dataRule } from './codingSystem.ts';
import { fenced } from './fenced.ts';
import { languageGuide } from './languageGuide.ts';

/** Lines of a file to review. */
export interface AnalyzeInput {
  /** One of VS Code's. */
  readonly languageId: string;
  readonly path: string;
  /** LF line ends. */
  readonly code: string;
  /** Where the code begins in its file, from 0. */
  readonly startLine: number;
  readonly context: readonly ContextPart[];
}

/** A line of its own, so that finding nothing is told from saying nothing. */
export const noFault = '{"none": true}';

const duties = `You review code. Report faults that can do harm:
- security: sql-injection, command-injection, html-injection, path-traversal, eval, hardcoded-secret
- bug: off-by-one, index-out-of-range, division-by-zero, wrong-condition, wrong-order, unhandled-error
- performance: repeated-work
- practice: shared-mutable-default, unclosed-resource, loose-comparison
- debt: unfinished-code, duplicated-code
Answer with one JSON object per line, the worst fault first, and nothing else; when there is no fault, with ${noFault} alone. "rule" is one of these names or a new one; "symbol" is the function or class around the fault; "quote" is the faulty line, copied exactly from the code; "severity" is error, warning, info or hint.`;

/** Asks for findings, one JSON object per line, as `createFindingReader` reads them. */
export function analyzeRequest({
  languageId,
  path,
  code,
  startLine,
  context,
}: AnalyzeInput): GenerationRequest {
  const { fence } = languageGuide(languageId);
  const lines = code.split('\n').length;
  const part = startLine === 0 ? path : `${path}, from line ${startLine + 1}`;
  return {
    task: 'analyze',
    system: systemFor(languageId),
    context: codeContext(context, { label: part, text: code, fence }),
    prompt: `List the faults of ${path}, one JSON object per line, at most ${findingLimit(lines)}.`,
    history: [],
    format: { kind: 'text' },
  };
}

/** One finding for about ten lines, so that a model does not go on until something is wrong with every line. */
function findingLimit(lines: number): number {
  return Math.min(20, Math.max(3, Math.round(lines / 10)));
}

function systemFor(languageId: string): string {
  const { code, answer } = analyzeExample(languageId);
  return `${duties} ${dataRule}\n\nExample, for this code:\n${fenced(code, '')}\nthe answer is:\n${answer}`;
}
