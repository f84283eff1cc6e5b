import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { estimateTokens } from '../../../src/provider/estimateTokens.ts';

const root = join(import.meta.dirname, '../../..');

/** Source files of this repository, joined by language: one small file alone says little. */
function sources(folders: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const language = extname(entry.name);
      if (!entry.isFile() || !/^\.(ts|js|py|rs|go|java|cs|cpp|php|rb|sh|css)$/.test(language)) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      texts.set(language, `${(texts.get(language) ?? '') + text}\n`.slice(0, 60_000));
    }
  }
  return texts;
}

function countTokens(text: string): number {
  return encode(text, { disallowedSpecial: new Set() }).length;
}

describe('The estimate of tokens', () => {
  for (const [language, text] of sources(['src', 'media'])) {
    it(`is within 20 % of the tokenizer for ${language} files`, () => {
      const counted = countTokens(text);
      const share = estimateTokens(text) / counted;
      assert.ok(share >= 0.8 && share <= 1.2, `${share.toFixed(2)} of ${counted} tokens`);
    });
  }

  it('covers at least eight languages', () => {
    assert.ok(sources(['src', 'media']).size >= 8);
  });

  it('is near for prose in other scripts', () => {
    for (const text of ['日本語のテキストをここに書きます。これは長い文章です。', 'Привет, как дела?']) {
      const share = estimateTokens(text) / countTokens(text);
      assert.ok(share > 0.4 && share < 2.5, `${share.toFixed(2)} for ${text}`);
    }
  });

  it('takes a line of one mark for little', () => {
    assert.ok(estimateTokens('='.repeat(80)) <= 3);
  });

  it('is nothing for nothing, and never less for more text', () => {
    assert.equal(estimateTokens(''), 0);
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        assert.ok(estimateTokens(`${a} ${b}`) <= estimateTokens(a) + estimateTokens(b) + 2);
        assert.ok(estimateTokens(a) <= a.length);
      }),
    );
  });
});
