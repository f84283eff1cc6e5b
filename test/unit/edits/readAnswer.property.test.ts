import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readAnswer } from '../../../src/edits/readAnswer.ts';
import type { AnswerOutcome } from '../../../src/edits/readAnswer.ts';
import { chooseTarget } from '../../../src/edits/target.ts';
import type { EditTarget } from '../../../src/edits/target.ts';
import { previewAnswer } from '../../../src/edits/preview.ts';
import { syntax } from '../../support/syntax.ts';
import { fenced, samples } from './sampleFiles.ts';
import type { Sample } from './sampleFiles.ts';

const runs = { numRuns: Number(process.env['OPENCRATES_PROPERTY_RUNS'] ?? 150) };

async function targetOf(sample: Sample): Promise<EditTarget> {
  using tree = await syntax.parse(sample.languageId, sample.file);
  const { startLine } = sample;
  return chooseTarget(
    sample.file,
    { startLine, startCharacter: 0, endLine: startLine, endCharacter: 0 },
    tree,
  );
}

async function read(sample: Sample, answer: string): Promise<AnswerOutcome> {
  const { file, languageId } = sample;
  // Some samples come back much shorter.
  const instruction = 'rewrite it';
  const target = await targetOf(sample);
  return readAnswer({ file, languageId, target, instruction, answer, ended: 'complete', syntax });
}

async function check(sample: Sample, answer: string, text: string): Promise<void> {
  const expected = text === sample.file ? { kind: 'unchanged' } : { kind: 'proposal', text };
  const outcome = await read(sample, answer);
  assert.deepEqual(outcome, expected, `${sample.file}\n=====\n${answer}\n=====\n${JSON.stringify(outcome)}`);
}

describe('an answer in a plain form', function () {
  this.timeout(120_000);

  it('gives exactly the intended file when it is the unit in a fence', () =>
    fc.assert(
      fc.asyncProperty(samples, fc.boolean(), fc.boolean(), async (sample, inPlace, prose) => {
        const lines = inPlace ? sample.newUnitInFile : sample.newUnit;
        const code = fenced(
          lines.map((line) => line.trimEnd()),
          prose ? sample.languageId : '',
        );
        const answer = prose ? `Here is the function:\n\n${code}\n\nIt now works.` : code;
        await check(sample, answer, sample.intended);
      }),
      runs,
    ));

  it('gives exactly the intended file when it is the whole file', () =>
    fc.assert(
      fc.asyncProperty(samples, async (sample) => {
        const answer = fenced(sample.intended.split('\n'), sample.languageId);
        await check(sample, answer, sample.intended);
      }),
      runs,
    ));

  it('gives exactly the intended file when it is the unit with an import on top', () =>
    fc.assert(
      fc.asyncProperty(
        samples.filter((sample) => sample.intendedWithImport !== ''),
        fc.boolean(),
        async (sample, repeats) => {
          const imports = repeats ? [sample.newImport, sample.newImport] : [sample.newImport];
          const answer = fenced([...imports, '', ...sample.newUnit], sample.languageId);
          await check(sample, answer, sample.intendedWithImport);
        },
      ),
      runs,
    ));
});

describe('a hostile answer', function () {
  this.timeout(120_000);

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
    '\u202e',
    '$&',
    '\t',
    '// ... existing code ...',
    '\r\n',
    '> ',
    '1. ',
  ];
  const damaged = fc.tuple(
    samples,
    fc.array(fc.tuple(fc.nat(), fc.nat(9), fc.constantFrom(...pieces)), { maxLength: 6 }),
  );

  async function anyTarget({ file, languageId }: Sample, from: number, count: number): Promise<EditTarget> {
    using tree = await syntax.parse(languageId, file);
    const startLine = from % file.split('\n').length;
    const endLine = Math.min(startLine + count, file.split('\n').length - 1);
    const selection = { startLine, startCharacter: 0, endLine, endCharacter: count === 0 ? 0 : 100 };
    return chooseTarget(file, selection, tree);
  }

  /** Lines of `kept` that are missing in `text` in their order, blank ones aside. */
  function missingLine(kept: readonly string[], text: string): string | undefined {
    const result = text.split('\n');
    let from = 0;
    return kept.find((line) => {
      if (line.trim() === '') return false;
      from = result.indexOf(line, from) + 1;
      return from === 0;
    });
  }

  it('never throws and changes nothing outside of the target and the imports', () =>
    fc.assert(
      fc.asyncProperty(
        damaged,
        fc.boolean(),
        fc.nat(),
        fc.integer({ min: -4, max: 3 }),
        async (given, whole, from, count) => {
          const [sample, changes] = given;
          let answer = whole
            ? fenced(sample.intended.split('\n'))
            : fenced(sample.newUnit, sample.languageId);
          for (const [at, cut, piece] of changes) {
            const place = at % (answer.length + 1);
            answer = answer.slice(0, place) + piece + answer.slice(place + cut);
          }
          const { file, languageId } = sample;
          const target = count < 0 ? await targetOf(sample) : await anyTarget(sample, from, count);
          previewAnswer(file, target, answer);
          const outcome = await readAnswer({ file, languageId, target, answer, ended: 'complete', syntax });
          if (outcome.kind !== 'proposal') return;
          const lines = file.split('\n');
          if (target.kind === 'insert') {
            assert.equal(missingLine(lines, outcome.text), undefined, `${file}\n=====\n${answer}`);
            return;
          }
          using tree = await syntax.parse(languageId, file);
          const unit = tree?.units().find((each) => each.startLine === target.startLine);
          const below = lines.slice(target.endLine + 1);
          assert.ok(outcome.text.endsWith(below.join('\n')), 'lines below the target stay');
          const above = lines.slice(0, unit?.commentStartLine ?? target.startLine);
          assert.equal(missingLine(above, outcome.text), undefined, `${file}\n=====\n${answer}`);
        },
      ),
      { numRuns: 500 },
    ));
});
