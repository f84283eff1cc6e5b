import assert from 'node:assert/strict';
import { chooseTarget } from '../../../src/edits/target.ts';
import { unaskedChanges } from '../../../src/edits/unasked.ts';
import { syntax } from '../../support/syntax.ts';

const file = `export function one(): number {
  return 1;
}

export function two(): number {
  return 2;
}

class Box {
  @Log()
  grow(): void {}
}
`;

async function unasked(
  after: string,
  { instruction = 'rewrite it', line = 1, languageId = 'typescript' } = {},
): Promise<readonly string[]> {
  using tree = await syntax.parse(languageId, file);
  const cursor = { startLine: line, startCharacter: 0, endLine: line, endCharacter: 0 };
  const target = chooseTarget(file, cursor, tree);
  const asked = { target, instruction };
  const found = await unaskedChanges({ before: file, after, languageId, asked, syntax });
  return [...found.removed, ...found.characters.map(({ codePoint }) => codePoint)];
}

describe('what a new text does unasked', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  it('is nothing when only the target changes, or is renamed', async () => {
    assert.deepEqual(await unasked(file), []);
    assert.deepEqual(await unasked(file.replace('return 1', 'return 3')), []);
    assert.deepEqual(await unasked(file.replace('one', 'first')), []);
  });

  it('are declarations and adornments that are gone, inside the target and out of it', async () => {
    assert.deepEqual(await unasked(file.replace(/export function two[^]*?\n\}\n/u, '')), ['two']);
    assert.deepEqual(await unasked(file.replace('  @Log()\n', '')), ['@Log()']);
    assert.deepEqual(await unasked(file.replace('  @Log()\n  grow(): void {}\n', '')), ['Box.grow']);
    assert.deepEqual(await unasked(file.replace('export function one', 'function one')), ['export']);
  });

  it('is found in a text that does not parse', async () => {
    const broken = file.replace(/export function two[^]*?\n\}\n/u, '').replace('{', '{{(');
    assert.ok((await unasked(broken)).includes('two'));
  });

  it('is found beside an insertion too', async () => {
    const after = file.replace(/class Box[^]*\n\}\n/u, '');
    assert.deepEqual(await unasked(after, { line: 3 }), ['Box']);
  });

  it('is not what the instruction names', async () => {
    const after = file.replace(/export function two[^]*?\n\}\n/u, '');
    assert.deepEqual(await unasked(after, { instruction: 'merge two into one' }), []);
  });

  it('are characters that can hide code, where there is no grammar too', async () => {
    const after = file.replace('return 1', 'return 1 /* \u202E */');
    assert.deepEqual(await unasked(after), ['U+202E']);
    assert.deepEqual(await unasked(after.replace('class', ''), { languageId: 'plaintext' }), ['U+202E']);
  });

  it('are characters alone when nothing was asked that could take code away', async () => {
    const found = await unaskedChanges({
      before: file,
      after: 'let \u0430b = 1;\n',
      languageId: 'typescript',
      asked: undefined,
      syntax,
    });
    assert.deepEqual(found.removed, []);
    assert.deepEqual(
      found.characters.map(({ kind, name }) => [kind, name]),
      [['homoglyph', 'a']],
    );
  });
});
