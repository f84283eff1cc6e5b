import assert from 'node:assert/strict';
import { pageHtml } from '../../../../src/editor/webviews/pageHtml.ts';

describe('pageHtml', () => {
  const html = pageHtml({
    nonce: 'n0nce',
    cspSource: "'self' https://*.example",
    script: 'https://s.example/explain.js?a=1&b="2"',
    style: 'https://s.example/explain.css',
    language: 'pt-br',
  });

  it('lets nothing load but its one script and its one style', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    assert.equal(policy, "default-src 'none'; style-src 'self' https://*.example; script-src 'nonce-n0nce'");
  });

  it('has one script, which carries the nonce, and no handler', () => {
    const scripts = html.match(/<script[^>]*>/g);
    assert.deepEqual(scripts, [
      '<script nonce="n0nce" src="https://s.example/explain.js?a=1&amp;b=&quot;2&quot;">',
    ]);
    assert.doesNotMatch(html, /\son\w+=/);
  });

  it('names its language and announces the answer politely', () => {
    assert.match(html, /<html lang="pt-br">/);
    assert.match(html, /<main id="answer" aria-live="polite"/);
  });
});
