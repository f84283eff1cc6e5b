import { readAnswer } from '../../src/edits/readAnswer.ts';
import { previewAnswer } from '../../src/edits/preview.ts';
import { chooseTarget } from '../../src/edits/target.ts';
import { syntax } from '../support/syntax.ts';
import { makeCase } from './cases.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { otherForms, plainForms } from './writers.ts';

/** Processor milliseconds that reading one mutated answer may take, beside those of parsing its file twice. */
const guardMs = 2000;

function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const pieces = [
  '```',
  '~~~~',
  '\n',
  '}',
  '{',
  '"""',
  '<think>',
  '</think>',
  '\0',
  '\u202E',
  '$&',
  '\t',
  '// ... existing code ...',
  '\r\n',
  '> ',
  '1. ',
  '<<<<<<< SEARCH\n',
  '=======\n',
  '>>>>>>> REPLACE\n',
  '@@ -1,2 +1,2 @@\n',
  '*** Begin Patch\n',
  '*** End Patch\n',
  '+',
  '-',
  '&lt;',
  '“',
  '...',
  '/*',
  "'",
  '\uFEFF',
];

function mutate(random: Random, answer: string): string {
  let text = answer;
  for (let count = random.int(1, 6); count > 0; count -= 1) {
    const at = random.int(0, text.length);
    const length = random.chance(0.2) ? random.int(0, text.length) : random.int(0, 12);
    const piece = random.pick(['', random.pick(pieces), text.slice(at, at + length)]);
    text = text.slice(0, at) + piece + text.slice(at + (random.chance(0.5) ? length : 0));
  }
  return text;
}

/** The first of the lines that a text has not in their order, blank ones aside. */
function missingLine(kept: readonly string[], text: readonly string[]): string | undefined {
  let from = 0;
  return kept.find((line) => {
    if (line.trim() === '') return false;
    from = text.indexOf(line, from) + 1;
    return from === 0;
  });
}

const forms = Object.entries({ ...plainForms, ...otherForms });

/** Reads a damaged answer; a sentence on what was wrong with the reading, undefined when nothing was. */
export async function fuzzSeed(seed: number): Promise<string | undefined> {
  const random = createRandom(seed);
  const given = makeCase(random);
  let answer: string | undefined;
  while (answer === undefined) answer = random.pick(forms)[1](given, random)?.answer;
  answer = mutate(random, answer);
  const file = given.before.join('\n');
  const { languageId } = given.shape;
  const begun = processorMs();
  using tree = await syntax.parse(languageId, file);
  const parseMs = processorMs() - begun;
  const cursor = { startLine: given.start, startCharacter: 0, endLine: given.start, endCharacter: 0 };
  const target = chooseTarget(file, cursor, tree);
  const started = processorMs();
  try {
    previewAnswer(file, target, answer);
    const outcome = await readAnswer({
      file,
      path: given.path,
      languageId,
      target,
      answer,
      ended: 'complete',
      syntax,
      ...(tree === undefined ? {} : { tree }),
    });
    const readMs = processorMs() - started;
    if (readMs > guardMs + 2 * parseMs) return `took ${Math.round(readMs)} ms`;
    if (outcome.kind !== 'proposal' && outcome.kind !== 'needsConsent') return undefined;
    const lines = outcome.text.split('\n');
    const lost = missingLine(given.before.slice(0, Math.max(0, given.start - 1)), lines);
    if (lost !== undefined) return `lost the line above: ${lost}`;
    return outcome.text.endsWith(given.before.slice(given.end + 1).join('\n'))
      ? undefined
      : 'changed lines below';
  } catch (error) {
    return `threw ${String(error)}`;
  }
}
