import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import { createSlicedParser } from '../../../src/syntax/slicedParser.ts';

const wasm = (name: string): Promise<Uint8Array> => readFile(fileURLToPath(import.meta.resolve(name)));

const python = Array.from({ length: 400 }, (_, index) =>
  [
    `def step_${index}(limit):`,
    `    """Words of step ${index},`,
    '    on two lines."""',
    '    if limit:',
    `        return f"{limit} and {${index}}"`,
    '    return None',
    '',
  ].join('\n'),
).join('\n');

describe('A parser that gives way', () => {
  let language: Language;
  before(async () => {
    await Parser.init({ wasmBinary: await wasm('web-tree-sitter/web-tree-sitter.wasm') });
    language = await Language.load(await wasm('@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm'));
  });
  const fresh = (): Parser => new Parser().setLanguage(language);

  async function shape(parser: ReturnType<typeof createSlicedParser>, text: string): Promise<string> {
    const parsed = await parser.parse(text, 60_000);
    const words = parsed?.tree.rootNode.toString() ?? 'none';
    parsed?.tree.delete();
    return words;
  }

  it('reads the same as one that does not, in whatever slices', async () => {
    const whole = fresh().parse(python)?.rootNode.toString();
    assert.equal(await shape(createSlicedParser(fresh(), 0), python), whole);
    assert.equal(await shape(createSlicedParser(fresh()), python), whole);
  });

  it('lets other work go on meanwhile', async () => {
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 0);
    await shape(createSlicedParser(fresh(), 0), python);
    clearInterval(ticking);
    assert.ok(turns > 1, `${turns} turns`);
  });

  it('reads texts that come at the same time one after the other', async () => {
    const parser = createSlicedParser(fresh(), 0);
    const texts = [python, 'x = 1\n', python.slice(0, 5000), '"""never closed'];
    const expected = await Promise.all(texts.map((text) => shape(createSlicedParser(fresh()), text)));
    assert.deepEqual(await Promise.all(texts.map((text) => shape(parser, text))), expected);
  });

  it('gives a text up that takes too long, and reads the next from its beginning', async () => {
    const parser = createSlicedParser(fresh(), 0);
    assert.equal(await parser.parse(python, 0), undefined);
    assert.equal(await shape(parser, 'x = 1\n'), fresh().parse('x = 1\n')?.rootNode.toString());
  });

  it('hands the text over in short pieces: some grammars have each copied many times', async () => {
    const parser = fresh();
    const whole = parser.parse.bind(parser);
    let most = 0;
    parser.parse = (input, ...rest) => {
      assert.ok(typeof input === 'function');
      return whole(
        (index, position) => {
          const piece = input(index, position) ?? '';
          most = Math.max(most, piece.length);
          return piece;
        },
        ...rest,
      );
    };
    await shape(createSlicedParser(parser), python);
    assert.ok(most > 0 && most <= 1000, `${most} characters`);
  });

  it('keeps characters whole that are written as two, wherever a piece ends', async () => {
    for (const first of ['x', 'xy']) {
      const parsed = await createSlicedParser(fresh()).parse(`${first} = ${'𝑥'.repeat(12_000)}`, 60_000);
      assert.equal(parsed?.tree.rootNode.hasError, false);
      parsed.tree.delete();
    }
  });
});
