import assert from 'node:assert/strict';
import { isStandardLibrary } from '../../../src/context/definitions.ts';
import type { Definition, DefinitionLookup } from '../../../src/context/definitions.ts';
import { gatherContext } from '../../../src/context/gatherContext.ts';
import type { ContextInput, GatheredPart } from '../../../src/context/gatherContext.ts';
import { syntax } from '../../support/syntax.ts';

const text = `import { format } from './format';
import { Money } from './money';

const rate = 0.2;

export class Cart {
  readonly items: Money[] = [];

  total(): Money {
    const sum = this.items.reduce((all, each) => all + each, 0);
    return format(sum * rate, this.round);
  }

  round(value: number): number {
    return Math.round(value);
  }
}
`;

const formatFile = `/** Formats. */
export function format(value: number): string {
  return String(value);
}
`;

const moneyFile = `export interface Money {
  amount: number;
}
`;

const method = { startLine: 8, endLine: 11 };

function definition(path: string, content: string, line: number): Definition {
  return { path, languageId: 'typescript', text: content, line };
}

/** Finds definitions by the name at the position. */
function lookupOf(found: Readonly<Record<string, readonly Definition[]>>): DefinitionLookup {
  return {
    definitionsOf: ({ line, character }) => {
      const name = /^\w+/u.exec((text.split('\n')[line] ?? '').slice(character))?.[0] ?? '';
      return Promise.resolve(found[name] ?? []);
    },
  };
}

const known = lookupOf({
  format: [definition('src/format.ts', formatFile, 1)],
  Money: [definition('src/money.ts', moneyFile, 0), definition('src/money.ts', moneyFile, 1)],
  rate: [definition('src/cart.ts', text, 3)],
  round: [definition('src/cart.ts', text, 13)],
  items: [definition('src/cart.ts', text, 6)],
  reduce: [definition('/usr/lib/node_modules/typescript/lib/lib.es5.d.ts', 'interface Array {}', 0)],
  total: [definition('src/cart.ts', text, 8)],
  Cart: [definition('src/cart.ts', text, 5)],
});

async function gather(change: Partial<ContextInput> = {}): Promise<readonly GatheredPart[]> {
  using tree = await syntax.parse('typescript', text);
  return await gatherContext({
    text,
    languageId: 'typescript',
    range: method,
    tree,
    lookup: known,
    syntax,
    budgetTokens: 1000,
    countTokens: (part) => part.length,
    signal: new AbortController().signal,
    ...change,
  });
}

const told = (parts: readonly GatheredPart[]): readonly string[] =>
  parts.map((part) => `${part.kind} ${part.label}: ${part.text}`);

describe('gatherContext', function () {
  // The first test loads the grammar.
  this.timeout(20_000);

  it('gives the unit, the imports, the signature around it and the definitions it uses as signatures', async () => {
    const parts = await gather();
    assert.deepEqual(told(parts).slice(0, 3), [
      `unit total: ${text.split('\n').slice(8, 12).join('\n')}`,
      "imports : import { format } from './format';\nimport { Money } from './money';",
      'enclosing Cart: export class Cart',
    ]);
    assert.deepEqual(
      told(parts).slice(3).toSorted(),
      [
        'definition format (src/format.ts): export function format(value: number): string',
        `definition Money (src/money.ts): ${moneyFile.trimEnd()}`,
        'definition rate (src/cart.ts): const rate = 0.2;',
        'definition round (src/cart.ts): round(value: number): number',
        'definition src/cart.ts: readonly items: Money[] = [];',
      ].toSorted(),
    );
    assert.ok(parts.every((part) => part.tokens === part.text.length));
  });

  it('names a selection inside of a unit by nothing and tells the unit around it', async () => {
    const parts = await gather({ range: { startLine: 9, endLine: 9 }, lookup: lookupOf({}) });
    assert.deepEqual(told(parts).slice(0, 1), [`unit : ${text.split('\n')[9]}`]);
    assert.deepEqual(told(parts).at(-1), 'enclosing total: export class Cart\ntotal(): Money');
  });

  it('leaves out the part of a place where nothing stands yet', async () => {
    const parts = await gather({ range: { startLine: 7, endLine: 7 }, lookup: lookupOf({}) });
    assert.deepEqual(
      parts.map((part) => part.kind),
      ['imports', 'enclosing'],
    );
  });

  it('gives only the lines themselves for a language without grammar', async () => {
    assert.deepEqual(told(await gather({ tree: undefined })), [
      `unit : ${text.split('\n').slice(8, 12).join('\n')}`,
    ]);
  });

  it('keeps the definitions within the budget and goes on with smaller ones', async () => {
    const parts = (await gather({ budgetTokens: 100 })).filter((part) => part.kind === 'definition');
    assert.ok(parts.length >= 2);
    assert.ok(parts.reduce((sum, part) => sum + part.tokens, 0) <= 100);
  });

  it('takes a class by the signatures of its members and a file without grammar by its line', async () => {
    const boxFile = 'export class Box {\n  one(): void {\n  }\n\n  two(): number {\n    return 2;\n  }\n}\n';
    const lookup = lookupOf({
      format: [definition('src/box.ts', boxFile, 0)],
      rate: [{ path: 'rates.ini', languageId: 'ini', text: '[a]\n  rate = 3\n', line: 1 }],
      sum: [{ path: 'rates.ini', languageId: 'ini', text: '[a]\n', line: 9 }],
    });
    const parts = (await gather({ lookup })).filter((part) => part.kind === 'definition');
    assert.deepEqual(told(parts), [
      'definition Box (src/box.ts): export class Box\n  one(): void\n  two(): number',
      'definition rates.ini: rate = 3',
    ]);
  });

  it('takes a failed look-up for nothing found', async () => {
    const failing: DefinitionLookup = { definitionsOf: () => Promise.reject(new Error('no server')) };
    assert.equal((await gather({ lookup: failing })).length, 3);
    const throwing: DefinitionLookup = {
      definitionsOf: () => {
        throw new Error('no server');
      },
    };
    assert.equal((await gather({ lookup: throwing })).length, 3);
  });

  it('asks for at most 40 names, at most 8 at once', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `name${index}`);
    const code = `function f() {\n  return [${names.join(', ')}];\n}\n`;
    using tree = await syntax.parse('typescript', code);
    let asked = 0;
    let now = 0;
    let most = 0;
    const lookup: DefinitionLookup = {
      definitionsOf: async () => {
        asked += 1;
        now += 1;
        most = Math.max(most, now);
        await new Promise(setImmediate);
        now -= 1;
        return [];
      },
    };
    await gather({ text: code, range: { startLine: 0, endLine: 2 }, tree, lookup });
    assert.deepEqual([asked, most], [40, 8]);
  });

  it('ends at once when it is aborted, though a look-up never ends', async () => {
    const controller = new AbortController();
    const hanging: DefinitionLookup = {
      definitionsOf: () => {
        controller.abort(new Error('stop'));
        return new Promise(() => undefined);
      },
    };
    await assert.rejects(gather({ lookup: hanging, signal: controller.signal }), /stop/u);
    await assert.rejects(gather({ signal: controller.signal }), /stop/u);
  });
});

describe('isStandardLibrary', () => {
  it('knows what every model knows', () => {
    for (const path of [
      'C:\\VS Code\\typescript\\lib\\lib.dom.d.ts',
      'lib.es2020.d.ts',
      '/x/typeshed/stdlib/os.pyi',
      '/usr/lib/python3.11/json/decoder.py',
      '/home/me/.rustup/toolchains/stable/lib/rustlib/src/rust/library/core/src/option.rs',
      '/usr/local/go/src/fmt/print.go',
    ])
      assert.equal(isStandardLibrary(path), true, path);
  });

  it('does not take other libraries for it', () => {
    for (const path of [
      'src/lib.ts',
      'node_modules/zod/index.d.ts',
      '/usr/lib/python3.11/site-packages/numpy/core.py',
      '/home/me/go/src/example.com/a/b.go',
    ])
      assert.equal(isStandardLibrary(path), false, path);
  });
});
