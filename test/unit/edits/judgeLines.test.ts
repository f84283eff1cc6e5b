import assert from 'node:assert/strict';
import { isLikely } from '../../../src/edits/judgeLines.ts';

const swift = [
  'import Foundation',
  '',
  'class Box {',
  '  func width(of item: Item) -> Int {',
  '    let total = measure(item)',
  '    return total + margin',
  '  }',
  '',
  '}',
];

function isInsertionLikely(lines: readonly string[], line: number, added: readonly string[]): boolean {
  const indent = /^\s*/u.exec(added[0] ?? '')?.[0] ?? '';
  const file = { lines, tree: undefined, target: { kind: 'insert', line, indent } as const, unit: undefined };
  return isLikely(file, [{ startLine: line, deleteCount: 0, lines: added }], 'swift');
}

function isReplacementLikely(
  startLine: number,
  endLine: number,
  lines: readonly string[],
  elsewhere: readonly { readonly startLine: number; readonly lines: readonly string[] }[] = [],
): boolean {
  const target = { kind: 'replace', startLine, endLine } as const;
  const edits = elsewhere.map((edit) => ({ ...edit, deleteCount: 0 }));
  return isLikely(
    { lines: swift, tree: undefined, target, unit: undefined },
    [...edits, { startLine, deleteCount: endLine - startLine + 1, lines }],
    'swift',
  );
}

describe('what lines tell where there is no grammar', () => {
  it('lets a new declaration beside one that is much like it pass', () => {
    const height = [
      '  func height(of item: Item) -> Int {',
      '    let total = measure(item)',
      '    return total + margin',
      '  }',
    ];
    assert.ok(isInsertionLikely(swift, 8, height));
    const css = ['.a {', '  color: red;', '  margin: 0 auto;', '  padding: 1px;', '}', ''];
    assert.ok(isInsertionLikely(css, 6, ['.b {', '  color: red;', '  margin: 0 auto;', '}']));
    const steps = ['steps:', '  - name: build it', '    run: npm run build', '    shell: bash -e'];
    assert.ok(
      isInsertionLikely(steps, 4, ['  - name: test it', '    run: npm test -- all', '    shell: bash -e']),
    );
  });

  it('takes no second copy of a declaration or of the file', () => {
    assert.ok(!isInsertionLikely(swift, 8, swift.slice(3, 7)));
    assert.ok(!isInsertionLikely(swift, 9, ['struct Other {', '}', ...swift.slice(2)]));
    assert.ok(!isReplacementLikely(3, 6, swift));
  });

  it('takes no declaration again inside of itself', () => {
    assert.ok(
      !isReplacementLikely(4, 5, ['    func width(of item: Item) -> Int {', '      return 0', '    }']),
    );
  });

  it('takes another body and another name, but no body in the place of the declaration', () => {
    assert.ok(isReplacementLikely(3, 6, ['  func width(of item: Item) -> Int {', '    0', '  }']));
    assert.ok(isReplacementLikely(3, 6, ['  func breadth(of thing: Item) -> Int {', '    0', '  }']));
    assert.ok(!isReplacementLikely(3, 6, ['  let total = measure(item) * 2', '  return total']));
    assert.ok(!isReplacementLikely(3, 6, ['  while item.isOpen(now) {', '    item.close()', '  }']));
  });

  it('takes an import beside the others alone', () => {
    const unit = ['  func width(of item: Item) -> Int {', '    Chart.width(item)', '  }'];
    assert.ok(isReplacementLikely(3, 6, unit, [{ startLine: 1, lines: ['import Charts'] }]));
    assert.ok(!isReplacementLikely(3, 6, ['import Charts', '', ...unit]));
    assert.ok(isInsertionLikely([''], 0, ['import Charts', 'let chart = Chart()']));
  });
});
