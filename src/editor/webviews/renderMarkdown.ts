import createMarkdownIt, { type MarkdownIt, type Token } from 'markdown-it';
import { visibleText } from '../visibleText.ts';

/**
 * HTML for a page from a model's Markdown: no raw HTML, of an image only its description. Only absolute https links
 * become links; they carry their address in `data-address` and show their host, and the host side opens them.
 */
export function renderMarkdown(markdown: string): string {
  // Afterwards, because an entity can spell what may not be hidden.
  return visibleText(parser.render(markdown));
}

/** The address as it would be opened, or undefined when it is anything but an absolute https address without a password. */
export function httpsAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = url.protocol === 'https:' && url.username === '' && url.password === '';
  return plain ? url.href : undefined;
}

const parser = createParser();

function createParser(): MarkdownIt {
  const markdown = createMarkdownIt({ html: false, linkify: false, typographer: false });
  markdown.validateLink = (address) => httpsAddress(address) !== undefined;
  const escape = (text: string): string => markdown.utils.escapeHtml(text);
  markdown.renderer.rules['image'] = (tokens, index) => escape(tokens[index]?.content ?? '');
  markdown.renderer.rules['link_open'] = (tokens, index) => {
    const address = escape(addressOf(tokens[index]));
    return `<a role="link" tabindex="0" data-address="${address}" title="${address}">`;
  };
  markdown.renderer.rules['link_close'] = (tokens, index) => {
    const host = hostOfLinkClosedAt(tokens, index);
    return `</a> <span class="host">(${escape(host)})</span>`;
  };
  const code = (content: string, language: string): string =>
    `<pre tabindex="0"${language === '' ? '' : ` data-language="${escape(language)}"`}><code>${escape(content)}</code></pre>\n`;
  markdown.renderer.rules['fence'] = (tokens, index) =>
    code(tokens[index]?.content ?? '', tokens[index]?.info.trim().split(/\s+/u)[0] ?? '');
  markdown.renderer.rules['code_block'] = (tokens, index) => code(tokens[index]?.content ?? '', '');
  markdown.renderer.rules['table_open'] = () => '<div class="table" tabindex="0"><table>\n';
  markdown.renderer.rules['table_close'] = () => '</table></div>\n';
  return markdown;
}

function addressOf(token: Token | undefined): string {
  return String(token?.attrGet('href') ?? '');
}

function hostOfLinkClosedAt(tokens: readonly Token[], index: number): string {
  const opened = tokens.slice(0, index).findLast((token) => token.type === 'link_open');
  return URL.parse(addressOf(opened))?.host ?? '';
}
