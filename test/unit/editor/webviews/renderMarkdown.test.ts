import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { httpsAddress, renderMarkdown } from '../../../../src/editor/webviews/renderMarkdown.ts';

describe('renderMarkdown', () => {
  it('renders prose, lists and code', () => {
    assert.equal(
      renderMarkdown('It is `fast`:\n\n- one\n\n```ts title\na < b\n```\n'),
      '<p>It is <code>fast</code>:</p>\n<ul>\n<li>one</li>\n</ul>\n' +
        '<pre tabindex="0" data-language="ts"><code>a &lt; b\n</code></pre>\n',
    );
  });

  it('renders code that is indented', () => {
    assert.equal(renderMarkdown('    a\n'), '<pre tabindex="0"><code>a\n</code></pre>\n');
  });

  it('lets a wide table scroll by itself', () => {
    assert.match(
      renderMarkdown('|a|\n|-|\n|b|\n'),
      /^<div class="table" tabindex="0"><table>[^]*<\/table><\/div>\n$/,
    );
  });

  it('shows HTML as text', () => {
    assert.equal(
      renderMarkdown('<img src=x onerror=alert(1)>'),
      '<p>&lt;img src=x onerror=alert(1)&gt;</p>\n',
    );
  });

  it('shows the description of an image and fetches nothing', () => {
    assert.equal(renderMarkdown('![a <b>](https://example.com/spy.png)'), '<p>a &lt;b&gt;</p>\n');
  });

  it('names the host of a link and keeps its address away from the browser', () => {
    assert.equal(
      renderMarkdown('[docs](https://docs.python.org/3/?a="b")'),
      '<p><a role="link" tabindex="0" data-address="https://docs.python.org/3/?a=%22b%22" ' +
        'title="https://docs.python.org/3/?a=%22b%22">docs</a> <span class="host">(docs.python.org)</span></p>\n',
    );
  });

  it('names the host of each of several links', () => {
    const html = renderMarkdown('[a](https://a.example) [b](https://b.example)');
    assert.deepEqual(
      [...html.matchAll(/\(([a-z.]+)\)/g)].map((match) => match[1]),
      ['a.example', 'b.example'],
    );
  });

  for (const address of [
    'command:workbench.action.quit',
    'http://example.com',
    'javascript:alert(1)',
    'file:///etc',
    'a.ts',
  ]) {
    it(`makes no link of ${address}`, () => assert.doesNotMatch(renderMarkdown(`[go](${address})`), /<a/));
  }

  it('spells out hidden characters', () => {
    assert.equal(renderMarkdown('a\u202Eb'), '<p>a⟦U+202E⟧b</p>\n');
    assert.equal(renderMarkdown('a&#x202E;b &#8203;'), '<p>a⟦U+202E⟧b ⟦U+200B⟧</p>\n');
  });

  it('never lets through a tag, a handler or an address that is not its own', () => {
    const parts = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '`',
      '```',
      '[',
      ']',
      '(',
      ')',
      '!',
      '\n',
      'https://a.example',
      'x',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (some) => {
        const tags = renderMarkdown(some.join('')).match(/<[^>]*>/g) ?? [];
        for (const tag of tags)
          assert.doesNotMatch(tag, /^<(img|script|iframe|style)|\son\w+=|\shref=|\ssrc=/i);
      }),
    );
  });
});

describe('httpsAddress', () => {
  it('gives the address as it would be opened', () => {
    assert.equal(httpsAddress('HTTPS://Example.com/a b'), 'https://example.com/a%20b');
  });

  it('spells out a host that imitates another', () => {
    assert.equal(httpsAddress('https://exаmple.com/'), 'https://xn--exmple-4nf.com/');
  });

  for (const address of [
    'http://example.com',
    'https://user:pass@example.com',
    'https://example.com@',
    '//example.com',
    '',
  ]) {
    it(`refuses ${address === '' ? 'nothing' : address}`, () =>
      assert.equal(httpsAddress(address), undefined));
  }
});
