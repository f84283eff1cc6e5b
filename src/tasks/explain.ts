import type { ContextPart, GenerationRequest } from '../provider/provider.ts';
import { codeContext } from './codeContext.ts';
import { dataRule } from './codingSystem.ts';
import { languageGuide } from './languageGuide.ts';

/** Code to explain, or a problem reported in it. */
export interface ExplainInput {
  /** One of VS Code's. */
  readonly languageId: string;
  readonly path: string;
  readonly code: string;
  /** The message of a diagnostic or finding. */
  readonly problem?: string;
  readonly context: readonly ContextPart[];
}

const system = `You explain code to a programmer who reads it for the first time. Say what it does and why, then what is easy to miss. Be short and concrete, name the identifiers you mean, write Markdown without a heading. ${dataRule}`;

/** Asks for an explanation in Markdown. */
export function explainRequest({
  languageId,
  path,
  code,
  problem,
  context,
}: ExplainInput): GenerationRequest {
  const { fence } = languageGuide(languageId);
  return {
    task: 'explain',
    system,
    context: codeContext(context, { label: path, text: code, fence }),
    prompt:
      problem === undefined
        ? `Explain the code of ${path}.`
        : `A tool reports this problem in ${path}: ${problem.trim()}\nExplain what it means here, why it matters and how to mend it.`,
    history: [],
    format: { kind: 'text' },
    reasoning: 'low',
  };
}
