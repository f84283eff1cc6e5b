import type { EditTarget } from '../edits/target.ts';
import type { ContextPart, GenerationRequest } from '../provider/provider.ts';
import { codeContext } from './codeContext.ts';
import { codingSystem } from './codingSystem.ts';
import { answerForm } from './generate.ts';
import { languageGuide } from './languageGuide.ts';
import { targetCode, targetName } from './targetCode.ts';

/** A problem some tool or finding reports, and the code to mend. */
export interface FixInput {
  readonly languageId: string;
  readonly path: string;
  /** Text of the file, LF line ends. */
  readonly file: string;
  readonly target: EditTarget;
  readonly context: readonly ContextPart[];
  /** Where the problem is, from 0. */
  readonly line: number;
  readonly message: string;
  /** How to mend it; empty when nobody said. */
  readonly suggestion: string;
}

/** Asks for the target with one named problem removed. */
export function fixRequest(input: FixInput): GenerationRequest {
  const { path, target, file } = input;
  const { fence } = languageGuide(input.languageId);
  return {
    task: 'fix',
    system: codingSystem(input.languageId),
    context: codeContext(input.context, { label: path, text: targetCode(file, target), fence }),
    prompt: fixPrompt(input, fence),
    history: [],
    format: { kind: 'text' },
  };
}

/** Says that the same code is no answer: asked plainly, small models give the code back as it was. */
function fixPrompt({ path, target, file, line, message, suggestion }: FixInput, fence: string): string {
  const name = targetName(target);
  const faulty = file.split('\n')[line]?.trim() ?? '';
  return [
    `In ${name} of ${path}, ${faulty === '' ? 'something' : `the line \`${faulty}\``} is wrong: ${message.trim()}`,
    ...(suggestion.trim() === '' ? [] : [`How to mend it: ${suggestion.trim()}`]),
    `Rewrite ${name} so that this no longer happens. Do not give the same code back. ${answerForm(target, fence)}`,
  ].join('\n');
}
