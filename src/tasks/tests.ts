import type { ContextPart, GenerationRequest } from '../provider/provider.ts';
import { codeContext } from './codeContext.ts';
import { codingSystem } from './codingSystem.ts';
import { fencedPart } from './fenced.ts';
import { languageGuide } from './languageGuide.ts';

/** A unit to be tested and where its tests go. Texts have LF line ends. */
export interface TestsInput {
  /** One of VS Code's. */
  readonly languageId: string;
  /** Such as "the function `median`". */
  readonly name: string;
  readonly source: { readonly path: string; readonly code: string };
  /** `newFile`: the whole of it is written. `end`: code is added below. `module`: the code is answered again with more in it. */
  readonly place: {
    readonly kind: 'newFile' | 'end' | 'module';
    readonly path: string;
    readonly code: string;
  };
  /** Tests of the project to be written alike. */
  readonly like?: { readonly path: string; readonly text: string };
  readonly context: readonly ContextPart[];
}

/** Lines of other tests that are shown; their beginning tells the framework, the imports and the style. */
const linesShown = 80;

const head = (text: string): string => text.split('\n').slice(0, linesShown).join('\n');

/** Asks for the tests of a unit, in the way of the project's own tests. */
export function testsRequest(input: TestsInput): GenerationRequest {
  const { languageId, source, place, like } = input;
  const { fence } = languageGuide(languageId);
  const shown = [
    ...(like === undefined ? [] : [{ label: like.path, text: head(like.text) }]),
    ...(place.code === ''
      ? []
      : [{ label: place.path, text: place.kind === 'end' ? head(place.code) : place.code }]),
  ].map((part) => fencedPart({ kind: 'definition' as const, ...part }, fence));
  const code = codeContext(input.context, { label: source.path, text: source.code, fence });
  return {
    task: 'generate',
    system: codingSystem(languageId),
    context: [...shown, ...code],
    prompt: [taskOf(input), styleOf(input), answerFormOf(input, fence)].join('\n\n'),
    history: [],
    format: { kind: 'text' },
  };
}

function taskOf({ name, source, place }: TestsInput): string {
  const task = `Write tests for ${name} of ${source.path}: the usual case, the edges, and what must fail.`;
  if (place.kind === 'newFile') return `${task} They go into the new file ${place.path}.`;
  if (place.kind === 'end')
    return `${task} They are added at the end of ${place.path}, which is shown above.`;
  return `${task} They go into the test module of ${place.path}, which is shown above.`;
}

function styleOf({ like, place }: TestsInput): string {
  const example = place.kind === 'newFile' ? like?.path : place.path;
  return example === undefined
    ? 'Use the usual test framework of the language.'
    : `Use the test framework, the kind of imports and the style of ${example}.`;
}

function answerFormOf({ place, source }: TestsInput, fence: string): string {
  const block = `in one \`\`\`${fence} block.`;
  if (place.kind === 'newFile')
    return `Import what is tested from ${source.path}, by the path that is right in ${place.path}. Answer with the whole new file, ${block}`;
  if (place.kind === 'end') return `Answer with only the new tests and the imports they lack, ${block}`;
  return `Answer with the whole test module, what it has already included, ${block}`;
}
