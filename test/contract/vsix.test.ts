import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { zipEntries } from '../support/zipEntries.ts';

const vsix = join(repositoryRoot, 'dist/opencrates.vsix');
const budgetBytes = 4_000_000;

/** What may be in the package; a chunk's name ends in its content's hash. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|package\.nls\.json|readme\.md|changelog\.md|LICENSE(\.txt|\.md)?)$/i,
  /^extension\/dist\/(extension|chunk-[\w.-]+|[a-z][A-Za-z]+-[A-Z0-9]{8})\.js$/,
  /^extension\/dist\/webview\/[a-z]+\.js$/,
  /^extension\/dist\/grammars\/[a-z_-]+\.wasm(\.br)?$/,
  /^extension\/media\/(icon\.(png|svg)|[a-z]+\.css)$/,
];

describe('The package', () => {
  before(() => {
    assert.ok(existsSync(vsix), 'run `npm run package` first');
  });

  it('weighs at most 4 MB', () => {
    assert.ok(statSync(vsix).size <= budgetBytes, `${statSync(vsix).size} bytes`);
  });

  it('holds what the extension needs and nothing else', () => {
    const names = zipEntries(vsix).map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => !allowed.some((pattern) => pattern.test(name))),
      [],
    );
    const needed = [
      'package.json',
      'package.nls.json',
      'dist/extension.js',
      'dist/grammars/web-tree-sitter.wasm',
    ];
    assert.deepEqual(
      needed.filter((name) => !names.includes(`extension/${name}`)),
      [],
    );
  });

  it('shows a page without pictures of its own, whose links lead to the web or to another part of it', () => {
    const page = readFileSync(join(repositoryRoot, 'dist/README.md'), 'utf8');
    const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
    assert.ok(links.length > 0, 'the page has links');
    assert.deepEqual(page.match(/!\[/g), null);
    const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(
      ([, words]) =>
        `#${words
          ?.toLowerCase()
          .replaceAll(/[^\w ]/g, '')
          .replaceAll(' ', '-')}`,
    );
    const leadsSomewhere = (link: string): boolean => link.startsWith('https://') || headings.includes(link);
    assert.deepEqual(
      links.filter((link) => !leadsSomewhere(link)),
      [],
    );
  });

  it('holds no native code', () => {
    const native = zipEntries(vsix).filter(({ name }) => /\.(node|so|dll|dylib|exe)$/.test(name));
    assert.deepEqual(native, []);
  });

  it('starts from an entry of at most 60 kB', () => {
    const entry = zipEntries(vsix).find(({ name }) => name === 'extension/dist/extension.js');
    assert.ok((entry?.size ?? Infinity) <= 60_000, `${entry?.size} bytes`);
  });
});
