import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languageTables } from '../../../src/syntax/languages/languageTables.ts';
import { commentTypes, descendantSteps } from '../../../src/syntax/nodes.ts';
import { repositoryRoot } from '../../support/repositoryRoot.ts';
import { syntax } from '../../support/syntax.ts';

const examples = join(repositoryRoot, 'media/examples');
const languages = ['go', 'java', 'javascript', 'python', 'rust', 'typescript'];

/** The examples of a language over and over: longer than several steps. */
async function longText(languageId: string): Promise<string> {
  const files = globSync(`${languageId}/**/*.*`, { cwd: examples }).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(examples, file), 'utf8')));
  const all = texts.join('\n');
  const times = Math.ceil(2200 / all.split('\n').length);
  return Array.from({ length: times }, () => all).join('\n');
}

describe('The nodes of some types, asked for in steps', () => {
  for (const languageId of languages)
    it(`are those of the whole tree, in their order, in ${languageId}`, async () => {
      const text = await longText(languageId);
      using tree = await syntax.parse(languageId, text);
      const table = languageTables.get(languageId);
      assert.ok(tree !== undefined && table !== undefined);
      const types = [
        ...new Set([
          ...Object.keys(table.units),
          ...table.wrappers,
          ...table.imports,
          ...commentTypes(tree.root.tree.language),
        ]),
      ];
      const expected = tree.root.descendantsOfType(types).map(({ id }) => id);
      const found = [...descendantSteps(tree.root, types)].flatMap((node) => (node ? [node.id] : []));
      assert.ok(expected.length > 100);
      assert.deepEqual(found, expected);
    });

  it('hold what reaches over several steps once', async () => {
    const lines = Array.from({ length: 1200 }, (_, index) => `  const v${index} = () => ${index};`);
    using tree = await syntax.parse('javascript', `function f() {\n${lines.join('\n')}\n}\n`);
    assert.ok(tree);
    const types = ['function_declaration', 'arrow_function'];
    const found = [...descendantSteps(tree.root, types)].flatMap((node) => (node ? [node.type] : []));
    assert.deepEqual(found, ['function_declaration', ...lines.map(() => 'arrow_function')]);
  });
});
