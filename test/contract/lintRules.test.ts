import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { type Complaint, lintInSandbox } from './lintSandbox.ts';

const fixtures = join(repositoryRoot, 'test/fixtures/lint');

describe('The linter catches what the style forbids', () => {
  const names = readdirSync(fixtures).filter((name) => name.endsWith('.ts'));
  const texts = new Map(
    names.map((name) => [`src/editor/${name}`, readFileSync(join(fixtures, name), 'utf8')]),
  );
  let complaints: readonly Complaint[] = [];

  before(async function () {
    this.timeout(60_000);
    complaints = await lintInSandbox(texts);
  });

  for (const [file, text] of texts) {
    const expected = /^\/\/ expect: (\S+)/.exec(text)?.[1] ?? 'a first line `// expect: rule`';
    it(`${file.replace('src/editor/', '')}: ${expected}`, () => {
      const rules = complaints.filter((complaint) => complaint.file === file).map(({ rule }) => rule);
      assert.deepEqual([...new Set(rules)], expected === 'nothing' ? [] : [expected]);
    });
  }
});
