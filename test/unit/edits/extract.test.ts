import assert from 'node:assert/strict';
import { extractCode, widestBlock } from '../../../src/edits/extract.ts';
import { withoutReasoning } from '../../../src/edits/reasoning.ts';

function blocks(answer: string): readonly string[] {
  return extractCode(answer).blocks.map((block) => `${block.tag}|${block.lines.join('\n')}`);
}

describe('extractCode', () => {
  it('finds a block between prose', () => {
    const answer = extractCode('Sure:\n\n```ts\nfoo();\n\nbar();\n```\n\nDone.');
    assert.deepEqual(answer.blocks, [
      { tag: 'ts', lines: ['foo();', '', 'bar();'], closed: true, startLine: 2 },
    ]);
    assert.equal(answer.open, false);
  });

  it('lets a longer fence hold shorter ones', () => {
    assert.deepEqual(blocks('````md\n# Title\n```ts\nx\n```\n````'), ['md|# Title\n```ts\nx\n```']);
    assert.deepEqual(blocks('~~~py\n```\nx\n```\n~~~'), ['py|```\nx\n```']);
  });

  it('is not ended by a fence inside a comment', () => {
    assert.deepEqual(blocks('```rust\n/// ```\n/// f();\n/// ```\nfn f() {}\n```'), [
      'rust|/// ```\n/// f();\n/// ```\nfn f() {}',
    ]);
  });

  it('finds several blocks, also in lists and quotes, without their indentation', () => {
    assert.deepEqual(blocks('1. One\n   ```py\n   a\n     b\n   ```\n\n> ```js\n> c\n> ```\n'), [
      'py|a\n  b',
      'js|c',
    ]);
  });

  it('takes a list block as closed when text follows it', () => {
    assert.equal(extractCode('- a\n  ```py\n  x\n\nend').open, false);
  });

  it('says when the answer ends inside a block', () => {
    assert.equal(extractCode('```ts\nfoo();\n').open, true);
    assert.equal(extractCode('```ts').open, true);
    assert.equal(extractCode('```ts\na\n```\nand\n```ts\n').open, true);
    assert.equal(extractCode('```ts\nfoo();\n```').open, false);
  });

  it('takes the outermost pair when fences inside are as long as it', () => {
    const nested = '```md\n```js\nx\n```\nafter\n```';
    assert.deepEqual(blocks(nested), ['md|```js\nx\n```\nafter']);
    assert.equal(extractCode(nested).open, false);
    assert.deepEqual(blocks('```py\n"""\n  ```\n  f()\n  ```\n"""\n```\nDone.'), [
      'py|"""\n  ```\n  f()\n  ```\n"""',
    ]);
    assert.equal(extractCode('```py\n"""\n  ```\n  f()\n').open, true);
  });

  it('reads a block whose fences are moved in together', () => {
    assert.deepEqual(blocks('  ```py\n  x\n  ```\nand\n'), ['py|x']);
  });

  it('finds blocks after tags, which CommonMark would take for HTML', () => {
    assert.deepEqual(blocks('<answer>\n```ts\nfoo\n\nbar\n```\n</answer>'), ['ts|foo\n\nbar']);
  });

  it('reads CRLF and lone CR as line ends and keeps every other character', () => {
    assert.deepEqual(blocks('```ts\r\na\0\f\rb\t \u2028\r\n```\r\n'), ['ts|a\0\f\nb\t \u2028']);
  });

  it('has no blocks in prose', () => {
    assert.deepEqual(extractCode('I cannot do that.').blocks, []);
  });

  it('reads no code out of reasoning', () => {
    assert.deepEqual(blocks('<think>\n```ts\nno\n```\n</think>\n```ts\nyes\n```'), ['ts|yes']);
    assert.equal(extractCode('<think>\n```ts\nno\n```').open, true);
  });
});

describe('widestBlock', () => {
  it('reaches from the first fence to the last fence line', () => {
    const answer = extractCode('```md\n```\nx\n```\nafter\n```');
    assert.deepEqual(widestBlock(answer), ['```', 'x', '```', 'after']);
  });

  it('is nothing where the first block already is all of it, or where there is none', () => {
    assert.equal(widestBlock(extractCode('```ts\nx\n```')), undefined);
    assert.equal(widestBlock(extractCode('prose')), undefined);
    assert.equal(widestBlock(extractCode('- ```ts\n  x\n  ```')), undefined);
  });
});

describe('withoutReasoning', () => {
  it('leaves an answer without reasoning as it is', () => {
    assert.deepEqual(withoutReasoning('a </think> b'), { text: 'a </think> b', open: false });
  });

  it('knows reasoning whose opening tag stood in the prompt', () => {
    assert.deepEqual(withoutReasoning('hm\n</think>\nyes'), { text: '\nyes', open: false });
  });

  it('leaves tags that are code', () => {
    const code = 'return <div>\n<think>\nx\n</think>\n</div>';
    assert.deepEqual(withoutReasoning(code), { text: code, open: false });
  });
});
