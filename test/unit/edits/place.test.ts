import assert from 'node:assert/strict';
import { usualGap } from '../../../src/edits/place.ts';
import { syntax } from '../../support/syntax.ts';

async function gapIn(languageId: string, lines: readonly string[], indent = ''): Promise<number> {
  using tree = await syntax.parse(languageId, lines.join('\n'));
  assert.ok(tree);
  return usualGap(lines, tree, indent);
}

describe('Blank lines between declarations', () => {
  const unit = (name: string): readonly string[] => [`function ${name}() {`, '  return 1;', '}'];

  it('are as many as most neighbours have', async () => {
    const two = [...unit('a'), '', '', ...unit('b'), '', ...unit('c'), '', '', ...unit('d')];
    assert.equal(await gapIn('typescript', two), 2);
    const none = [...unit('a'), ...unit('b'), '', ...unit('c'), ...unit('d')];
    assert.equal(await gapIn('typescript', none), 0);
  });

  it('are what the language has where there are no neighbours at this depth', async () => {
    assert.equal(await gapIn('typescript', unit('a')), 1);
    assert.equal(await gapIn('python', ['def a():', '    return 1']), 2);
    assert.equal(await gapIn('python', ['class A:', '    def a(self):', '        return 1'], '    '), 1);
  });
});
