import assert from 'node:assert/strict';
import { chooseTarget } from '../../../src/edits/target.ts';
import type { EditTarget } from '../../../src/edits/target.ts';
import { syntax } from '../../support/syntax.ts';

const typescript = `import { a } from './a';

/** Middle. */
export function median(xs: number[]): number {

  return xs[0];
}

class Box {
  size = 1;

  grow(): void {
    this.size += 1;
  }
}

class Bare {

}
`;

async function target(
  text: string,
  languageId: string,
  [startLine, startCharacter, endLine = startLine, endCharacter = startCharacter]: readonly [
    number,
    number,
    number?,
    number?,
  ],
): Promise<EditTarget> {
  using tree = await syntax.parse(languageId, text);
  return chooseTarget(text, { startLine, startCharacter, endLine, endCharacter }, tree);
}

describe('chooseTarget', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  it('widens a selection to whole lines without the blank ones at its ends', async () => {
    assert.deepEqual(await target(typescript, 'typescript', [4, 0, 6, 0]), {
      kind: 'replace',
      startLine: 5,
      endLine: 5,
    });
    assert.deepEqual(await target(typescript, 'typescript', [9, 4, 9, 6]), {
      kind: 'replace',
      startLine: 9,
      endLine: 9,
    });
  });

  it('knows a selection that is a unit, with or without its comment', async () => {
    const unit = { kind: 'function', name: 'median' };
    assert.deepEqual(await target(typescript, 'typescript', [3, 2, 6, 1]), {
      kind: 'replace',
      startLine: 3,
      endLine: 6,
      unit,
    });
    assert.deepEqual(await target(typescript, 'typescript', [2, 0, 7, 0]), {
      kind: 'replace',
      startLine: 2,
      endLine: 6,
      unit,
    });
  });

  it('takes the unit around the cursor, also from its comment and a blank line in its body', async () => {
    const expected = {
      kind: 'replace',
      startLine: 3,
      endLine: 6,
      unit: { kind: 'function', name: 'median' },
    };
    for (const line of [2, 3, 4, 5])
      assert.deepEqual(await target(typescript, 'typescript', [line, 0]), expected);
    assert.deepEqual(await target(typescript, 'typescript', [12, 0]), {
      kind: 'replace',
      startLine: 11,
      endLine: 13,
      unit: { kind: 'method', name: 'grow' },
    });
  });

  it('inserts at a blank line between members, with their indentation', async () => {
    assert.deepEqual(await target(typescript, 'typescript', [10, 0]), {
      kind: 'insert',
      line: 10,
      indent: '  ',
    });
    assert.deepEqual(await target(typescript, 'typescript', [17, 0]), {
      kind: 'insert',
      line: 17,
      indent: '  ',
    });
    assert.deepEqual(await target('class A {\n\n\tf() {\n\t}\n}\nclass B {\n\n}', 'typescript', [6, 0]), {
      kind: 'insert',
      line: 6,
      indent: '\t',
    });
  });

  it('inserts where nothing is around the cursor: at a blank line, after text, before text', async () => {
    assert.deepEqual(await target(typescript, 'typescript', [7, 0]), { kind: 'insert', line: 7, indent: '' });
    assert.deepEqual(await target(typescript, 'typescript', [0, 5]), { kind: 'insert', line: 1, indent: '' });
    assert.deepEqual(await target(typescript, 'typescript', [0, 0]), { kind: 'insert', line: 0, indent: '' });
    assert.deepEqual(await target('a\n  b', 'plaintext', [1, 3]), { kind: 'insert', line: 2, indent: '  ' });
    assert.deepEqual(await target('', 'plaintext', [0, 0]), { kind: 'insert', line: 0, indent: '' });
  });

  it('treats a selection of blanks as a cursor', async () => {
    assert.deepEqual(await target('a\n\n\nb', 'plaintext', [1, 0, 2, 0]), {
      kind: 'insert',
      line: 1,
      indent: '',
    });
  });
});
