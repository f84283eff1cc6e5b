import assert from 'node:assert/strict';
import type { ContextPart } from '../../../src/provider/provider.ts';
import { codeContext } from '../../../src/tasks/codeContext.ts';

function part(kind: ContextPart['kind'], text: string): ContextPart {
  return { kind, label: `${kind} label`, text, tokens: 1 };
}

describe('codeContext', () => {
  it('puts what is stable first and the code last, once', () => {
    const gathered = [
      part('unit', 'the code as gathered'),
      part('imports', 'imports'),
      part('enclosing', 'class C {'),
      part('definition', 'one()'),
      part('definition', 'two()'),
    ];
    const context = codeContext(gathered, { label: 'a.ts', text: 'the code', fence: 'typescript' });
    assert.deepEqual(
      context.map(({ kind, label, text }) => [kind, label, text]),
      [
        ['imports', 'imports label', '```typescript\nimports\n```'],
        ['definition', 'definition label', '```typescript\none()\n```'],
        ['definition', 'definition label', '```typescript\ntwo()\n```'],
        ['enclosing', 'enclosing label', '```typescript\nclass C {\n```'],
        ['unit', 'a.ts', '```typescript\nthe code\n```'],
      ],
    );
  });

  it('leaves out what is empty', () => {
    assert.deepEqual(codeContext([part('imports', ' \n')], { label: 'a.ts', text: '\n', fence: '' }), []);
  });
});
