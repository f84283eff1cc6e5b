import assert from 'node:assert/strict';
import createMarkdownIt from 'markdown-it';
import { commandLink, markdownText } from '../../../src/editor/markdownText.ts';

const markdown = createMarkdownIt('commonmark');
markdown.validateLink = () => true;

describe('commandLink', () => {
  const words = [
    'a) b',
    'f( is open',
    "it's *so* _odd_ ~~and~~ `x`!",
    '](command:evil)',
    '"\\ \u202E 😀',
    '<b>',
  ];
  for (const message of words) {
    it(`is one whole link for ${JSON.stringify(message)}`, () => {
      const link = commandLink('Fix', 'opencrates.fix', { message });
      const tokens = markdown.parseInline(link, {})[0]?.children ?? [];
      assert.deepEqual(
        tokens.map(({ type }) => type),
        ['link_open', 'text', 'link_close'],
      );
      const href = String(tokens[0]?.attrGet('href'));
      assert.match(href, /^command:opencrates\.fix\?/u);
      const query = decodeURIComponent(href.slice(href.indexOf('?') + 1));
      assert.deepEqual(JSON.parse(query), [{ message }]);
    });
  }
});

describe('markdownText', () => {
  it('lets neither a link between angle brackets nor an entity through', () => {
    const html = markdown.render(markdownText('<command:opencrates.fix> and &amp; and <b>'));
    assert.equal(html, '<p>&lt;command:opencrates.fix&gt; and &amp;amp; and &lt;b&gt;</p>\n');
  });
});
