import assert from 'node:assert/strict';
import { readAnswer } from '../../../src/edits/readAnswer.ts';
import type { AnswerInput, AnswerOutcome } from '../../../src/edits/readAnswer.ts';
import { chooseTarget } from '../../../src/edits/target.ts';
import { syntax } from '../../support/syntax.ts';

const typescript = `import { a } from './a';

/** Middle value. */
export function median(xs: number[]): number {
  const s = xs.sort();
  return s[0];
}

export class Box {
  size = 1;

  grow(by: number): void {
    this.size += by;
  }
}
`;

const python = `import os


class Report:
    def title(self):
        return self.name

    def rows(self):
        total = 0
        return total


def main():
    print(Report())
`;

interface Question {
  readonly file: string;
  readonly languageId: string;
  /** Cursor line, or first and last line of a selection. */
  readonly at: number | readonly [number, number];
}

const median: Question = { file: typescript, languageId: 'typescript', at: 4 };
const rows: Question = { file: python, languageId: 'python', at: 8 };

async function read(
  { file, languageId, at }: Question,
  answer: string,
  ended: AnswerInput['ended'] = 'complete',
): Promise<AnswerOutcome> {
  using tree = await syntax.parse(languageId, file);
  const [startLine, endLine] = typeof at === 'number' ? [at, at] : at;
  const endCharacter = typeof at === 'number' ? 0 : 200;
  const target = chooseTarget(file, { startLine, startCharacter: 0, endLine, endCharacter }, tree);
  return readAnswer({ file, languageId, target, answer, ended, syntax });
}

function fence(tag: string, ...lines: readonly string[]): string {
  return [`\`\`\`${tag}`, ...lines, '```'].join('\n');
}

function proposal(text: string): AnswerOutcome {
  return { kind: 'proposal', text };
}

const signature = 'export function median(xs: number[]): number {';
const newMedian = [signature, '  return 1;', '}'];
const withMedian = typescript.replace('  const s = xs.sort();\n  return s[0];', '  return 1;');

describe('readAnswer', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  it('replaces a unit, whatever is said around it', async () => {
    const answer = `Of course!\n\n${fence('ts', ...newMedian)}\n\nIt returns one.`;
    assert.deepEqual(await read(median, answer), proposal(withMedian));
  });

  it('takes away a first line that names the file, and marks of left-out code around the unit', async () => {
    assert.deepEqual(
      await read(median, fence('ts', '// src/median.ts', '', ...newMedian)),
      proposal(withMedian),
    );
    assert.deepEqual(
      await read(
        median,
        fence('ts', '// ... existing imports', ...newMedian, '', '// ... rest of the file ...'),
      ),
      proposal(withMedian),
    );
  });

  it('takes a comment above for the new one of the file', async () => {
    assert.deepEqual(
      await read(median, fence('ts', '/** One. */', ...newMedian)),
      proposal(withMedian.replace('Middle value', 'One')),
    );
    assert.deepEqual(
      await read(median, fence('ts', '// Not a doc comment.', ...newMedian)),
      proposal(withMedian.replace('export function', '// Not a doc comment.\nexport function')),
    );
  });

  it('puts a body alone between signature and end', async () => {
    assert.deepEqual(await read(median, fence('ts', 'return 1;')), proposal(withMedian));
    assert.deepEqual(
      await read(rows, fence('python', '# None.', 'return 0')),
      proposal(
        python.replace('        total = 0\n        return total', '        # None.\n        return 0'),
      ),
    );
  });

  it('puts a body that brings the closing brace', async () => {
    assert.deepEqual(await read(median, fence('ts', '  return 1;', '}')), proposal(withMedian));
  });

  it('fills an empty body', async () => {
    const file = 'class A {\n  f() {\n  }\n}\n';
    assert.deepEqual(
      await read({ file, languageId: 'javascript', at: 1 }, fence('js', 'return 1;')),
      proposal('class A {\n  f() {\n    return 1;\n  }\n}\n'),
    );
  });

  it('drops a surplus closing brace', async () => {
    assert.deepEqual(await read(median, fence('ts', ...newMedian, '}')), proposal(withMedian));
  });

  it('finds the unit in an answer that repeats its class or its file with other changes', async () => {
    const grow: Question = { ...median, at: 12 };
    const expected = proposal(typescript.replace('+= by', '-= by'));
    const box = [
      'export class Box {',
      '  size = 1;',
      '',
      '  grow(by: number): void {',
      '    this.size -= by;',
      '  }',
      '}',
    ];
    assert.deepEqual(await read(grow, fence('ts', ...box)), expected);
    assert.deepEqual(await read(grow, fence('ts', 'class Box {', ...box.slice(3))), expected);
    const file = typescript.replace('+= by', '-= by').replace('s[0]', 's[9]');
    assert.deepEqual(await read(grow, fence('ts', ...file.split('\n'))), expected);
  });

  it('brings a new declaration that the unit names, and not one it does not', async () => {
    const helper = ['function one(): number {', '  return 1;', '}'];
    const other = ['function other(): void {}'];
    const unit = [signature, '  return one();', '}'];
    const box = ['export class Box {}'];
    assert.deepEqual(
      await read(median, fence('ts', ...helper, '', ...unit, '', ...other, '', ...box)),
      proposal(
        typescript.replace(
          `${signature}\n  const s = xs.sort();\n  return s[0];\n}`,
          [...helper, '', ...unit].join('\n'),
        ),
      ),
    );
  });

  it('adds the imports of a whole file that also changes the unit', async () => {
    const answer = withMedian
      .replace("'./a';", "'./a';\nimport { b } from './b';")
      .replace('return 1', 'return b');
    assert.deepEqual(await read(median, fence('ts', ...answer.split('\n'))), proposal(answer));
  });

  it('joins a block of imports with the block of the unit', async () => {
    const answer = `${fence('ts', "import { b } from './b';")}\n\nThen:\n\n${fence('ts', ...newMedian)}`;
    assert.deepEqual(
      await read(median, answer),
      proposal(withMedian.replace("'./a';", "'./a';\nimport { b } from './b';")),
    );
  });

  it('takes the changed block where the first one quotes the original', async () => {
    const quoted = typescript.split('\n').slice(3, 7);
    const answer = `${fence('ts', ...quoted)}\nbecomes\n${fence('ts', ...newMedian)}\n${fence('bash', 'npm test')}`;
    assert.deepEqual(await read(median, answer), proposal(withMedian));
  });

  it('puts two blocks together when only both make the unit', async () => {
    const parts = [
      [signature, '  if (xs) {'],
      ['    return 1;', '  }', '  return 2;', '}'],
    ];
    const answer = parts.map((part) => fence('ts', ...part)).join('\nand\n');
    assert.deepEqual(
      await read(median, answer),
      proposal(withMedian.replace('  return 1;', '  if (xs) {\n\n    return 1;\n  }\n  return 2;')),
    );
  });

  it('reads on over fences inside the code that are as long as its own', async () => {
    const file = 'def f():\n    return 1\n';
    const code = ['def f():', '    """Words.', '', '  ```', '  f()', '  ```', '    """', '    return 2'];
    assert.deepEqual(
      await read({ file, languageId: 'python', at: 0 }, fence('python', ...code)),
      proposal(`${code.join('\n')}\n`),
    );
  });

  it('takes bare code that parses as a whole', async () => {
    assert.deepEqual(await read(median, newMedian.join('\n')), proposal(withMedian));
  });

  it('lets the instruction rename the unit', async () => {
    assert.deepEqual(
      await read(median, fence('ts', ...newMedian).replace('median', 'mean')),
      proposal(withMedian.replace('function median', 'function mean')),
    );
  });

  it('replaces selected lines at their indentation', async () => {
    const lines: Question = { ...median, at: [4, 5] };
    assert.deepEqual(await read(lines, fence('ts', 'return 1;')), proposal(withMedian));
    assert.deepEqual(await read(lines, fence('ts', ...newMedian)), proposal(withMedian));
    assert.deepEqual(await read(lines, fence('ts', ...withMedian.split('\n'))), proposal(withMedian));
  });

  it('keeps every line of a file without grammar but those of the target', async () => {
    const question: Question = { file: 'a: 1\nb:\n  c: 2\n', languageId: 'yaml', at: [2, 2] };
    assert.deepEqual(
      await read(question, fence('yaml', 'c: 3', 'd: 4')),
      proposal('a: 1\nb:\n  c: 3\n  d: 4\n'),
    );
    assert.deepEqual(await read(question, fence('', 'a: 1', 'b:', '  c: 3')), proposal('a: 1\nb:\n  c: 3\n'));
    assert.equal((await read(question, fence('python', 'c = 3'))).kind, 'wrongLanguage');
    assert.equal((await read(question, 'c: 3')).kind, 'noCode');
  });

  it('takes no answer that opens or closes brackets where there is no grammar to tell more', async () => {
    const question: Question = { file: 'a {\n  b: [1]\n}\n', languageId: 'hcl', at: [1, 1] };
    assert.deepEqual(await read(question, fence('', 'b: [2]')), proposal('a {\n  b: [2]\n}\n'));
    assert.equal((await read(question, fence('', 'b: [2'))).kind, 'broken');
    const words: Question = { file: 'One\n', languageId: 'markdown', at: [0, 0] };
    assert.deepEqual(await read(words, fence('', '1) One')), proposal('1) One\n'));
  });

  describe('inserting', () => {
    const between: Question = { ...median, at: 7 };
    const unit = ['function half(n: number): number {', '  return n / 2;', '}'];
    const expected = proposal(
      typescript.replace('}\n\nexport class', `}\n\n${unit.join('\n')}\n\nexport class`),
    );

    it('keeps a declaration apart from its neighbours', async () => {
      assert.deepEqual(await read(between, fence('ts', ...unit)), expected);
    });

    it('finds the new declaration in a repeated file, wherever it stands there', async () => {
      const file = typescript.replace('export class', `${unit.join('\n')}\n\nexport class`);
      assert.deepEqual(await read(between, fence('ts', ...file.split('\n'))), expected);
      assert.deepEqual(await read(between, fence('ts', ...typescript.split('\n'), '', ...unit)), expected);
    });

    it('finds new lines at the place in a repeated file that also has a new import', async () => {
      const file = typescript.replace('export class', `${unit.join('\n')}\n\nexport class`);
      const answer = file.replace("'./a';", "'./a';\nimport { b } from './b';");
      assert.deepEqual(await read(between, fence('ts', ...answer.split('\n'))), proposal(answer));
    });

    it('finds new lines at the place in a repeated class that is moved to the edge', async () => {
      const lines = ['class A {', '  one() {}', '', '  static x = 1;', '}'];
      const file = ['namespace N {', ...lines.map((line) => (line === '' ? '' : `  ${line}`)), '}', ''].join(
        '\n',
      );
      const question: Question = { file, languageId: 'typescript', at: 3 };
      const answer = fence('ts', ...lines.slice(0, 2), '  y = 2;', ...lines.slice(3));
      assert.deepEqual(await read(question, answer), proposal(file.replace('{}\n\n', '{}\n    y = 2;\n')));
    });

    it('puts a method between methods, also out of a repeated class', async () => {
      const inBox: Question = { ...median, at: 10 };
      const method = ['shrink(by: number): void {', '  this.size -= by;', '}'];
      const result = proposal(
        typescript.replace('  grow', `${method.map((line) => `  ${line}`).join('\n')}\n\n  grow`),
      );
      assert.deepEqual(await read(inBox, fence('ts', ...method)), result);
      const box = ['class Box {', ...method.map((line) => `  ${line}`), '}'];
      assert.deepEqual(await read(inBox, fence('ts', ...box)), result);
    });

    it('gives two blank lines to Python at the top level and uses the blank line up', async () => {
      const question: Question = { file: python, languageId: 'python', at: 11 };
      const file = python.replace('\n\n\ndef main', '\n\n\ndef half(n):\n    return n / 2\n\n\ndef main');
      assert.deepEqual(await read(question, fence('py', 'def half(n):', '    return n / 2')), proposal(file));
    });

    it('puts statements without blank lines around', async () => {
      const question: Question = { file: 'a()\n\nb()\n', languageId: 'python', at: 1 };
      assert.deepEqual(await read(question, fence('py', 'c()')), proposal('a()\nc()\nb()\n'));
    });

    it('leaves out a mark of the place that the answer repeats', async () => {
      const question: Question = { file: 'a()\n\nb()\n', languageId: 'python', at: 1 };
      assert.deepEqual(
        await read(question, fence('py', '<<<<<< insert here >>>>>>', 'c()')),
        proposal('a()\nc()\nb()\n'),
      );
    });

    it('fills an empty file and appends to one', async () => {
      const empty: Question = { file: '', languageId: 'python', at: 0 };
      assert.deepEqual(await read(empty, fence('py', 'a()')), proposal('a()\n'));
      const end: Question = { file: 'a()\n', languageId: 'python', at: 1 };
      assert.deepEqual(
        await read(end, fence('py', 'import os', '', 'b()')),
        proposal('import os\n\na()\nb()\n'),
      );
      const bare: Question = { file: 'a()', languageId: 'plaintext', at: 0 };
      assert.deepEqual(await read(bare, fence('', 'b()')), proposal('b()\na()'));
    });

    it('takes an overload for new, and a repeated file with statements changed for broken', async () => {
      const java: Question = {
        file: 'class A {\n    int f(int a) {\n        return a;\n    }\n\n}\n',
        languageId: 'java',
        at: 4,
      };
      assert.equal(
        (await read(java, fence('java', 'int f(String a) {', '    return 1;', '}'))).kind,
        'proposal',
      );
      const changed = typescript.replace('s[0]', 's[1]');
      assert.equal((await read(between, fence('ts', ...changed.split('\n')))).kind, 'broken');
    });
  });

  describe('refusing', () => {
    it('says when nothing changes', async () => {
      const same = typescript.split('\n').slice(3, 7);
      assert.deepEqual(await read(median, fence('ts', ...same)), { kind: 'unchanged' });
      assert.deepEqual(await read(median, fence('ts', ...typescript.split('\n'))), { kind: 'unchanged' });
      assert.deepEqual(await read({ ...median, at: 7 }, fence('ts', ...typescript.split('\n'))), {
        kind: 'unchanged',
      });
    });

    it('says when there is no code', async () => {
      for (const answer of ['I cannot do that.', 'Nothing', 'unchanged();', ''].slice(0, 2))
        assert.deepEqual(await read(median, answer), { kind: 'noCode', answer });
      const shell: Question = { file: 'echo\n', languageId: 'shellscript', at: 0 };
      assert.equal((await read(shell, 'I cannot do (that);')).kind, 'noCode');
    });

    it('says when the answer is empty', async () => {
      for (const answer of ['', ' \n', '<think>hm</think>\n', fence('ts'), fence('ts', '', ' ')])
        assert.deepEqual(await read(median, answer), { kind: 'empty' });
    });

    it('never takes an answer that stopped early for a whole one', async () => {
      const whole = fence('ts', ...newMedian);
      const cases = [
        await read(median, whole, 'truncated'),
        await read(median, whole.slice(0, -4)),
        await read(median, fence('ts', signature, '  return Math.max(')),
        await read(median, 'Sure: ', 'truncated'),
        await read(median, '', 'truncated'),
        await read(median, '<think>I think'),
      ];
      for (const outcome of cases) assert.equal(outcome.kind, 'truncated');
      assert.deepEqual(cases[0], { kind: 'truncated', text: withMedian, answer: whole });
      assert.deepEqual(cases[3], { kind: 'truncated', text: typescript, answer: 'Sure: ' });
    });

    it('says when parts were left out', async () => {
      const answer = fence('ts', signature, '  // ... existing code ...', '  return 1;', '}');
      assert.deepEqual(await read(median, answer), {
        kind: 'elided',
        text: withMedian.replace('  return 1;', '  // ... existing code ...\n  return 1;'),
        answer,
      });
      assert.equal(
        (await read(median, fence('ts', signature, '  // ... rest unchanged', '}}'))).kind,
        'elided',
      );
    });

    it('says when the file would no longer parse, or lose what stands elsewhere', async () => {
      assert.equal((await read(median, fence('ts', 'function median( {', '}'))).kind, 'broken');
      assert.equal((await read({ ...median, at: 7 }, fence('ts', '}', 'function x() {'))).kind, 'broken');
      assert.equal((await read({ ...median, at: 7 }, fence('ts', '/*'))).kind, 'broken');
    });

    it('says when the answer is in another language, by its fence or by its grammar', async () => {
      const code = ['def median(xs):', '    return xs[0]'];
      for (const answer of [fence('python', ...code), fence('', ...code)])
        assert.equal((await read(median, answer)).kind, 'wrongLanguage');
      assert.equal((await read({ ...median, at: 7 }, fence('python', 'x = 1'))).kind, 'wrongLanguage');
      assert.equal((await read(rows, fence('', 'function rows(): void {', '}'))).kind, 'wrongLanguage');
    });

    it('believes the code more than the fence when it declares the unit', async () => {
      assert.deepEqual(await read(median, fence('java', ...newMedian)), proposal(withMedian));
    });
  });
});
