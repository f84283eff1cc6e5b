import assert from 'node:assert/strict';
import { globSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '../support/repositoryRoot.ts';

const pureRooms = 'provider openai cache models context syntax edits docs findings tasks ledger'.split(' ');
const sources = globSync('src/**/*.ts', { cwd: repositoryRoot }).toSorted();
const read = (name: string): string => readFileSync(join(repositoryRoot, name), 'utf8');

describe('The repository', () => {
  it('has these entries at its top, dotfiles and ignored folders aside, and no others', () => {
    const ignored = read('.gitignore')
      .split('\n')
      .map((line) => line.replaceAll('/', ''));
    const entries = readdirSync(repositoryRoot).filter(
      (name) => !name.startsWith('.') && !ignored.includes(name) && !name.endsWith('.vsix'),
    );
    const files = 'CHANGELOG.md CONTRIBUTING.md LICENSE README.md esbuild.mjs package-lock.json package.json';
    assert.deepEqual(
      entries.toSorted(),
      `${files} package.nls.json tsconfig.json media src test`.split(' ').toSorted(),
    );
  });

  it('hides no code from the coverage', () => {
    const comment = new RegExp(
      `(${['c8', 'v8', 'istanbul', 'node:coverage'].join('|')})\\s+(ignore|disable)`,
    );
    const hiding = [...sources, ...globSync('test/**/*.ts', { cwd: repositoryRoot })].filter((name) =>
      comment.test(read(name)),
    );
    assert.deepEqual(hiding, []);
  });

  it('silences no lint rule without a reason beside it', () => {
    const bare = sources.filter((name) => /(oxlint|eslint)-disable(?!.* -- \S)/.test(read(name)));
    assert.deepEqual(bare, []);
  });
});

describe('Pure rooms', () => {
  for (const room of pureRooms) {
    it(`${room}: every file loads in plain Node, where there is no vscode`, async () => {
      const files = sources.filter((name) => name.startsWith(`src/${room}/`));
      assert.ok(files.length > 0, 'the room is empty');
      for (const name of files) await import(pathToFileURL(join(repositoryRoot, name)).href);
    });

    it(`${room}: no file names vscode, not even for its types`, () => {
      const naming = sources.filter(
        (name) =>
          name.startsWith(`src/${room}/`) && /(from|import|require)\s*\(?\s*['"]vscode['"]/.test(read(name)),
      );
      assert.deepEqual(naming, []);
    });
  }

  it('only src/editor and the entry speak to people', () => {
    const speaking = sources.filter(
      (name) => !/^src\/(editor|webview|extension\.ts)/.test(name) && /l10n/.test(read(name)),
    );
    assert.deepEqual(speaking, []);
  });
});
