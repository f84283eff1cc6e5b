import assert from 'node:assert/strict';
import fc from 'fast-check';
import { insidePath } from '../../../src/edits/patchPath.ts';

describe('the path in a patch', () => {
  it('is one inside the folder, plainly written', () => {
    assert.equal(insidePath('src/a.ts'), 'src/a.ts');
    assert.equal(insidePath('./src//b/../a.ts '), 'src/a.ts');
    assert.equal(insidePath('src\\a.ts'), 'src/a.ts');
  });

  for (const path of [
    '',
    '.',
    '..',
    '../a.ts',
    'src/../../a.ts',
    '..\\a.ts',
    '/etc/passwd',
    '\\\\server\\share\\a',
    'C:\\a.ts',
    'c:a.ts',
    '~/.ssh/config',
    'file:///etc/passwd',
    'vscode-userdata:/x',
    'a\0.ts',
    'src/..',
  ])
    it(`is none for ${JSON.stringify(path)}`, () => assert.equal(insidePath(path), undefined));

  it('never has a part that leads out', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '..', '.', '', 'b.ts', '~', 'c:'), { maxLength: 8 }),
        fc.constantFrom('/', '\\'),
        (parts, between) => {
          const path = insidePath(parts.join(between)) ?? '';
          assert.ok(!path.startsWith('/') && path.split('/').every((part) => part !== '..' && part !== '.'));
        },
      ),
    ));
});
