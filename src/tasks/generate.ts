import type { EditTarget } from '../edits/target.ts';
import type { ContextPart, GenerationRequest, Turn } from '../provider/provider.ts';
import { codeContext } from './codeContext.ts';
import { codingSystem } from './codingSystem.ts';
import { languageGuide } from './languageGuide.ts';
import { insertMark, targetCode, targetName } from './targetCode.ts';

/** An instruction and the place in a file it is about. */
export interface GenerateInput {
  /** One of VS Code's. */
  readonly languageId: string;
  readonly path: string;
  readonly instruction: string;
  readonly target: EditTarget;
  /** Text of the file, LF line ends. */
  readonly file: string;
  readonly context: readonly ContextPart[];
  /** Earlier instructions and answers about the same place, oldest first. */
  readonly instructionHistory?: readonly Turn[];
}

/** Asks for the new code of the target in one fenced block. */
export function generateRequest(input: GenerateInput): GenerationRequest {
  const { path, target } = input;
  const { fence } = languageGuide(input.languageId);
  const code = targetCode(input.file, target);
  return {
    task: 'generate',
    system: codingSystem(input.languageId),
    context: codeContext(input.context, { label: path, text: code, fence }),
    prompt: `${taskOf(input, code !== '')}\n\n${answerForm(target, fence)}`,
    history: input.instructionHistory ?? [],
    format: { kind: 'text' },
  };
}

function taskOf({ path, target, instruction }: GenerateInput, hasCode: boolean): string {
  const wish = instruction.trim();
  if (target.kind === 'replace') return `Change ${targetName(target)} of ${path}: ${wish}`;
  if (!hasCode) return `${path} is empty. Write its code: ${wish}`;
  return `The code above is there already. Write new code for it, to stand at the line "${insertMark}": ${wish}`;
}

/** How a code answer has to look. */
export function answerForm(target: EditTarget, fence: string): string {
  const whole =
    target.kind === 'insert' ? 'only the new code' : `${targetName(target)}, complete and changed`;
  return `Answer with ${whole}, in one \`\`\`${fence} block.`;
}
