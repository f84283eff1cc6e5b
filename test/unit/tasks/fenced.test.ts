import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { fenced, fencedPart } from '../../../src/tasks/fenced.ts';

describe('fenced', () => {
  it('puts a text into a block of its language', () => {
    assert.equal(fenced('a = 1', 'python'), '```python\na = 1\n```');
    assert.equal(fenced('a = 1\n', ''), '```\na = 1\n```');
  });

  it('makes a block that no text can end', () => {
    const line = fc.constantFrom('```', '````js', '~~~', 'code', '', '  ```', '`````````');
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        const text = lines.join('\n');
        const tokens = new MarkdownIt().parse(`${fenced(text, 'js')}\nafter`, {});
        assert.equal(tokens[0]?.type, 'fence');
        assert.equal(tokens[0]?.content, text.endsWith('\n') ? text : `${text}\n`);
        assert.equal(tokens.length, 4);
      }),
    );
  });
});

describe('fencedPart', () => {
  it('counts the tokens of what is sent, fence included', () => {
    const part = fencedPart({ kind: 'imports', label: '', text: "import a from 'a';" }, 'typescript');
    assert.equal(part.text, "```typescript\nimport a from 'a';\n```");
    assert.ok(part.tokens > 5);
  });
});
