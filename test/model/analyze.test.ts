import assert from 'node:assert/strict';
import { anchorQuote } from '../../src/findings/anchor.ts';
import type { Placement } from '../../src/findings/anchor.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { createFindingReader } from '../../src/findings/findingLines.ts';
import { isSimilar } from '../../src/syntax/similarity.ts';
import { symbolRange } from '../../src/findings/symbolRange.ts';
import { analyzeRequest } from '../../src/tasks/analyze.ts';
import plantedFaults from '../fixtures/plantedFaults.json' with { type: 'json' };
import { syntax } from '../support/syntax.ts';
import { contextOf, exampleFile } from '../support/exampleFile.ts';
import { askModel, needsModel, printTable } from './realModel.ts';
import type { ExampleFile } from '../support/exampleFile.ts';
import type { TaskRow } from './realModel.ts';

const tasks: readonly string[] = [
  'typescript/statistics.ts',
  'typescript/cart.ts',
  'javascript/retry.js',
  'javascript/inventory.js',
  'python/orders.py',
  'rust/temperature.rs',
];

/** Enough for half a dozen findings: a small model that goes on longer repeats itself. */
const answerTokens = 400;

interface Diagnostic {
  readonly finding: Finding;
  readonly place: Placement & { readonly kind: 'placed' };
}

async function place(file: ExampleFile, findings: readonly Finding[]): Promise<readonly Diagnostic[]> {
  using tree = await syntax.parse(file.languageId, file.text);
  const units = tree?.units() ?? [];
  return findings.flatMap((finding) => {
    const symbol = finding.symbol === undefined ? undefined : symbolRange(units, finding.symbol);
    const found = anchorQuote(file.text, finding.quote, symbol);
    return found.kind === 'placed' ? [{ finding, place: found }] : [];
  });
}

/** Fails unless the text under a diagnostic is what the model quoted, but for blanks and a slip. */
function assertAnchored({ text }: ExampleFile, { finding, place: at }: Diagnostic): void {
  const lines = text.split('\n').slice(at.startLine, at.endLine + 1);
  lines.push((lines.pop() ?? '').slice(0, at.endCharacter));
  const under = [(lines.shift() ?? '').slice(at.startCharacter), ...lines].join('\n');
  const [left, right] = [under, finding.quote].map((each) => each.replaceAll(/\s/gu, ''));
  assert.ok(isSimilar(left ?? '', right ?? '', 0.1), `"${finding.quote}" stands at line ${at.startLine}`);
}

function plantedIn(file: ExampleFile, { finding, place: at }: Diagnostic): boolean {
  const lines = file.text.split('\n').slice(at.startLine, at.endLine + 1);
  return plantedFaults.some(
    (fault) => fault.file === file.path && fault.category === finding.category && lines.includes(fault.line),
  );
}

describe('Analyze with the real model', function suite() {
  const rows: TaskRow[] = [];
  let filesWithFindings = 0;
  let plantedFound = 0;
  needsModel(this);

  after(() => printTable('Analyze', rows));

  for (const name of tasks) {
    it(`anchors every diagnostic of ${name}`, async () => {
      const file = await exampleFile(name);
      const { languageId, path, text } = file;
      const context = await contextOf(file, { startLine: 0, endLine: text.split('\n').length - 1 });
      const reader = createFindingReader();
      const streamed: Finding[] = [];
      const request = analyzeRequest({ languageId, path, code: text, startLine: 0, context });
      const answer = await askModel({ ...request, maxTokens: answerTokens }, (piece) => {
        streamed.push(...reader.push(piece));
        return reader.isLooping();
      });
      const { findings, malformed } = reader.end();
      const all = [...streamed, ...findings];
      const diagnostics = await place(file, all);
      const planted = diagnostics.filter((each) => plantedIn(file, each)).length;
      const counts = `${planted} planted of ${diagnostics.length} placed, ${all.length - diagnostics.length} not placed, ${malformed} malformed`;
      rows.push({ task: name, outcome: counts, answer });
      filesWithFindings += diagnostics.length > 0 ? 1 : 0;
      plantedFound += planted;
      for (const diagnostic of diagnostics) assertAnchored(file, diagnostic);
    });
  }

  it('places findings in at least 4 of 6 files', () => {
    assert.ok(filesWithFindings >= 4, `${filesWithFindings} files`);
  });

  it('finds at least one planted fault, by line and category', () => {
    assert.ok(plantedFound >= 1, `${plantedFound} planted faults`);
  });
});
