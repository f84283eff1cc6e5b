import assert from 'node:assert/strict';
import { parseDocRecord } from '../../src/docs/docRecord.ts';
import { symbolsToDocument } from '../../src/docs/docSymbol.ts';
import type { DocSymbol } from '../../src/docs/docSymbol.ts';
import { documentFile } from '../../src/docs/insertDocs.ts';
import { lineEdits } from '../../src/edits/lineEdits.ts';
import { documentRequest } from '../../src/tasks/document.ts';
import { syntax } from '../support/syntax.ts';
import { contextOf, exampleFile } from '../support/exampleFile.ts';
import { askModel, needsModel, printTable } from './realModel.ts';
import type { ExampleFile } from '../support/exampleFile.ts';
import type { ModelAnswer } from '../support/modelAnswer.ts';
import type { TaskRow } from './realModel.ts';

const tasks: readonly (readonly [file: string, symbol: string])[] = [
  ['typescript/statistics.ts', 'histogram'],
  ['typescript/cart.ts', 'applyDiscount'],
  ['javascript/retry.js', 'chunk'],
  ['javascript/inventory.js', 'receive'],
  ['python/orders.py', 'find_orders'],
  ['rust/account.rs', 'withdraw'],
];

async function symbolOf(file: ExampleFile, name: string): Promise<DocSymbol> {
  using tree = await syntax.parse(file.languageId, file.text);
  assert.ok(tree);
  const unit = tree.units().find((each) => each.name === name);
  assert.ok(unit, `${file.path} declares ${name}`);
  const cursor = { startLine: unit.startLine + 1, endLine: unit.startLine + 1 };
  const symbol = symbolsToDocument(tree, cursor).find((each) => each.name === name);
  assert.ok(symbol, `${name} can be documented`);
  return symbol;
}

interface Proposal {
  readonly outcome: string;
  readonly text?: string;
}

async function proposalFor(file: ExampleFile, symbol: DocSymbol, answer: ModelAnswer): Promise<Proposal> {
  const record = parseDocRecord(answer.text);
  if (record.kind === 'problem') return { outcome: record.problem };
  const entries = [{ symbol, record: record.record }];
  const result = await documentFile({ syntax, languageId: file.languageId, file: file.text, entries });
  if (result.kind === 'refused') return { outcome: `refused: ${result.reason}` };
  return { outcome: 'proposal', text: result.text };
}

/** Fails unless only lines were added, the code is the same and every documented parameter exists. */
async function assertOnlyWords(file: ExampleFile, symbol: DocSymbol, proposal: string): Promise<void> {
  const edits = lineEdits(file.text, proposal);
  assert.ok(
    edits.every(({ deleteCount }) => deleteCount === 0),
    'no line of the file changed',
  );
  using before = await syntax.parse(file.languageId, file.text);
  using after = await syntax.parse(file.languageId, proposal);
  assert.ok(before && after);
  assert.ok(after.errorCount <= before.errorCount, 'the proposal parses');
  assert.deepEqual(after.codeTokens(), before.codeTokens());
  const declared = symbol.parameters.map(({ name }) => name);
  const comment = edits.flatMap(({ lines }) => lines).join('\n');
  for (const name of documentedNames(file.languageId, comment))
    assert.ok(declared.includes(name), `${name} is a parameter of ${symbol.name}`);
}

function documentedNames(languageId: string, comment: string): readonly string[] {
  const pattern =
    languageId === 'python' ? /^\s{8,}(\w+)(?: \(.*\))?: /gmu : /@param (?:\{.*\} )?\[?([\w$]+)/gu;
  const args =
    languageId === 'python'
      ? (/Args:\n([^]*?)(?:\n\s*\n|\n\s{4}\w+:\n|$)/u.exec(comment)?.[1] ?? '')
      : comment;
  return Array.from(args.matchAll(pattern), ([, name = '']) => name);
}

describe('Document with the real model', function suite() {
  const rows: TaskRow[] = [];
  needsModel(this);

  after(() => printTable('Document', rows));

  for (const [name, symbolName] of tasks) {
    it(`adds nothing but words about what exists to \`${symbolName}\` of ${name}`, async () => {
      const file = await exampleFile(name);
      const symbol = await symbolOf(file, symbolName);
      const context = await contextOf(file, { startLine: symbol.line, endLine: symbol.endLine });
      const { languageId, path } = file;
      const answer = await askModel(documentRequest({ languageId, path, symbol, context }));
      const { outcome, text } = await proposalFor(file, symbol, answer);
      rows.push({ task: `${name} ${symbolName}`, outcome, answer });
      if (text !== undefined) await assertOnlyWords(file, symbol, text);
    });
  }

  it('makes at least 4 of 6 tasks a proposal', () => {
    const proposals = rows.filter(({ outcome }) => outcome === 'proposal');
    assert.ok(proposals.length >= 4, `${proposals.length} proposals`);
  });
});
