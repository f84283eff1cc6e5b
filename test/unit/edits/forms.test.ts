import assert from 'node:assert/strict';
import { ask, fence } from './askUnit.ts';
import type { Place } from './askUnit.ts';

const file = `import { a } from './a';

/** Sums. */
export function total(list: readonly number[]): number {
  let sum = 0;
  for (const each of list) {
    sum += each;
  }
  console.log("sum", sum);
  return sum;
}

export class Box {
  size = 1;

  grow(by: number): void {
    if (by > 0 && this.size < 10) {
      this.size += by;
    }
    this.tell();
  }

  tell(): void {}
}
`;

const total: Place = { file, languageId: 'typescript', path: 'src/total.ts', line: 4 };
const grow: Place = { ...total, line: 16 };
const newTotal = file.replace('let sum = 0', 'let sum = 1');
const newGrow = file.replace('size < 10', 'size < 99');
const unit = newTotal.split('\n').slice(3, 11);
const method = newGrow.split('\n').slice(15, 21);

async function gives(place: Place, answer: string, text: string): Promise<void> {
  assert.deepEqual(await ask(place, answer), { kind: 'proposal', text }, answer);
}

describe('a form of answer', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  describe('search/replace blocks', () => {
    const block = (...lines: readonly string[]): string =>
      ['<<<<<<< SEARCH', '  let sum = 0;', '=======', ...lines, '>>>>>>> REPLACE'].join('\n');

    it('are read in a fence, without one, and below the name of the file', async () => {
      const change = block('  let sum = 1;');
      for (const answer of [
        change,
        fence('ts', change),
        `src/total.ts\n${fence('ts', change)}`,
        `Here:\n\n${change}\n\nDone.`,
      ])
        await gives(total, answer, newTotal);
    });

    it('are found whatever happened to the indentation and the quotes', async () => {
      const moved = [
        '<<<<<<< SEARCH',
        'if (by > 0 && this.size < 10) {',
        '  this.size += by;',
        '=======',
        'if (by > 0 && this.size < 99) {',
        '  this.size += by;',
        '>>>>>>> REPLACE',
      ].join('\n');
      await gives(grow, moved, newGrow);
      const typeset = [
        '<<<<<<< SEARCH',
        '  console.log(“sum”, sum);',
        '=======',
        '  console.log(“all”, sum);',
        '>>>>>>> REPLACE',
      ].join('\n');
      await gives(total, typeset, file.replace('"sum"', '"all"'));
    });

    it('are found where a character differs, and what they keep stays as the file has it', async () => {
      const answer = [
        '<<<<<<< SEARCH',
        '  for (const each of  list) {',
        '    sum += each',
        '  }',
        '  console.log("sum", sums);',
        '  return sum;',
        '=======',
        '  for (const each of  list) {',
        '    sum += each',
        '  }',
        '  console.log("sum", sums);',
        '  return 0;',
        '>>>>>>> REPLACE',
      ].join('\n');
      assert.equal((await ask(total, answer)).kind, 'unplaced');
      const near = answer.replaceAll('sum += each\n', 'sum += each;\n').replaceAll('sums);', 'sum)');
      await gives(total, near, file.replace('return sum', 'return 0'));
    });

    it('are not placed when the lines are missing or stand there twice', async () => {
      for (const answer of [
        block('x').replace('let sum = 0', 'let other = 0'),
        '<<<<<<< SEARCH\n    }\n=======\n    };\n>>>>>>> REPLACE',
      ])
        assert.deepEqual(await ask(total, answer), { kind: 'unplaced', answer });
    });

    it('are taken in the target where the lines stand elsewhere too', async () => {
      const twice = file.replace('tell(): void {}', 'tell(): void {\n    this.tell();\n  }');
      const answer = '<<<<<<< SEARCH\n    this.tell();\n=======\n    this.ask();\n>>>>>>> REPLACE';
      await gives({ ...grow, file: twice }, answer, twice.replace('this.tell()', 'this.ask()'));
    });

    it('are truncated when the last one does not end', async () => {
      assert.equal(
        (await ask(total, fence('ts', '<<<<<<< SEARCH', '  let sum = 0;', '=======', '  let').slice(0, -4)))
          .kind,
        'truncated',
      );
    });
  });

  describe('a unified diff', () => {
    const diff = [
      '--- a/src/total.ts',
      '+++ b/src/total.ts',
      '@@ -3,5 +3,5 @@',
      ' export function total(list: readonly number[]): number {',
      '-  let sum = 0;',
      '+  let sum = 1;',
      '   for (const each of list) {',
    ];

    it('is read in a fence, without one, and without its heads', async () => {
      for (const answer of [
        fence('diff', ...diff),
        diff.join('\n'),
        `So:\n\n${fence('diff', ...diff)}\n\nGood.`,
        fence('diff', ...diff.slice(3)),
        fence('diff', ...diff.slice(0, 2), ...diff.slice(3)),
        fence('', 'diff --git a/src/total.ts b/src/total.ts', 'index 123..456 100644', ...diff),
      ])
        await gives(total, answer, newTotal);
    });

    it('is found by its lines when its numbers are wrong', async () => {
      await gives(total, fence('diff', ...diff).replace('-3,5 +3,5', '-90,5 +90,5'), newTotal);
    });

    it('says which of equal lines in the target it means by its number', async () => {
      const text = 'def f():\n    a()\n    b()\n    a()\n    b()\n';
      const place: Place = { file: text, languageId: 'python', line: 0 };
      const answer = fence('diff', '@@ -4,2 +4,2 @@', '-    a()', '+    c()', '     b()');
      await gives(place, answer, text.replace(/a\(\)(?=\n {4}b\(\)\n$)/u, 'c()'));
      const unnumbered = answer.replace(' -4,2 +4,2 @@', '');
      assert.equal((await ask(place, unnumbered)).kind, 'unplaced');
    });

    it('fills an empty file', async () => {
      const place: Place = { file: '', languageId: 'python', line: 0 };
      await gives(place, fence('diff', '--- /dev/null', '+++ b/a.py', '@@ -0,0 +1 @@', '+a()'), 'a()\n');
    });

    it('ends at prose that follows it without a fence', async () => {
      await gives(total, [...diff, 'That is all.'].join('\n'), newTotal);
      await gives(total, fence('diff', ...diff, '\\ No newline at end of file'), newTotal);
    });

    it('adds imports, and says what it changes elsewhere instead of doing it', async () => {
      const more = ['@@ -1 +1,2 @@', " import { a } from './a';", "+import { b } from './b';"];
      await gives(
        total,
        fence('diff', ...diff.slice(0, 2), ...more, ...diff.slice(2)),
        newTotal.replace("'./a';", "'./a';\nimport { b } from './b';"),
      );
      const widened = ['@@ -1 +1 @@', "-import { a } from './a';", "+import { a, b } from './a';"];
      await gives(
        total,
        fence('diff', ...diff.slice(0, 2), ...widened, ...diff.slice(2)),
        newTotal.replace('{ a }', '{ a, b }'),
      );
      const other = ['@@ -14 +14 @@', '-  size = 1;', '+  size = 2;'];
      const answer = fence('diff', ...diff, ...other);
      assert.deepEqual(await ask(total, answer), {
        kind: 'needsConsent',
        text: newTotal,
        answer,
        removed: [],
        characters: [],
        otherFiles: [],
        changesElsewhere: 1,
      });
    });

    it('is code in a file that holds diffs', async () => {
      const text = '--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n';
      const place: Place = { file: text, languageId: 'diff', line: 3 };
      assert.equal((await ask(place, fence('diff', '-z'))).kind, 'proposal');
    });
  });

  describe('a Codex patch', () => {
    const patch = [
      '*** Begin Patch',
      '*** Update File: src/total.ts',
      '@@ export function total(list: readonly number[]): number {',
      '-  let sum = 0;',
      '+  let sum = 1;',
      '   for (const each of list) {',
      '*** End Patch',
    ];

    it('is read in a fence and without one', async () => {
      for (const answer of [patch.join('\n'), fence('', ...patch), `Done:\n${patch.join('\n')}\nBye.`])
        await gives(total, answer, newTotal);
    });

    it('finds lines that stand more than once below the line it says encloses them', async () => {
      const text = 'def a():\n    x = 1\n\n\ndef b():\n    x = 1\n';
      const answer = [
        '*** Begin Patch',
        '*** Update File: m.py',
        '@@ def b():',
        '-    x = 1',
        '+    x = 2',
        '*** End Patch',
      ].join('\n');
      await gives(
        { file: text, languageId: 'python', path: 'm.py', line: 5 },
        answer,
        text.replace(/1\n$/u, '2\n'),
      );
    });

    it('lists the other files of a patch and changes none of them', async () => {
      const answer = [
        ...patch.slice(0, -1),
        '*** Add File: src/new.ts',
        '+export {};',
        '*** Update File: .vscode/tasks.json',
        '-{}',
        '+[]',
        '*** End Patch',
      ].join('\n');
      assert.deepEqual(await ask(total, answer), {
        kind: 'needsConsent',
        text: newTotal,
        answer,
        removed: [],
        characters: [],
        otherFiles: ['src/new.ts', '.vscode/tasks.json'],
        changesElsewhere: 0,
      });
    });

    it('is not placed when it is for other files alone', async () => {
      const answer = patch
        .join('\n')
        .replace('total.ts', 'b.ts')
        .replace('*** End', '*** Update File: c.ts\n-x\n+y\n*** End');
      assert.deepEqual(await ask(total, answer), { kind: 'unplaced', answer });
    });
  });

  describe('elided code', () => {
    it('gets back what it left out, in any comment syntax', async () => {
      for (const mark of [
        '// ... existing code ...',
        '/* ... rest unchanged ... */',
        '# ... existing code ...',
        '-- ... remaining code ...',
        '...',
        '<!-- ... existing code ... -->',
      ])
        await gives(total, fence('ts', ...unit.slice(0, 3), `  ${mark}`, ...unit.slice(-2)), newTotal);
    });

    it('gets back the rest of a class and of a file', async () => {
      const box: Place = { ...total, line: 13 };
      await gives(
        box,
        fence(
          'ts',
          'export class Box {',
          '  size = 1;',
          '',
          ...method.slice(0, 3),
          '    // ... existing code ...',
          '  }',
          '',
          '  tell(): void {}',
          '}',
        ).replace('    this.size += by;\n', '    this.size += by;\n'),
        newGrow,
      );
      await gives(
        total,
        fence('ts', '// ... existing imports ...', '', ...unit, '', '// ... rest of the file ...'),
        newTotal,
      );
    });

    it('is refused where a mark stands beside new lines or beside lines that are there twice', async () => {
      const beside = fence('ts', unit[0] ?? '', '  // ... existing code ...', '  return sum * 2;', '}');
      assert.equal((await ask(total, beside)).kind, 'elided');
      const twice = file.replace('  return sum;', '  console.log("sum", sum);\n  return sum;');
      const unsure = fence(
        'ts',
        ...unit.slice(0, 2),
        '  console.log("sum", sum);',
        '  // ... existing code ...',
        '}',
      );
      assert.equal((await ask({ ...total, file: twice }, unsure)).kind, 'elided');
    });

    it('is refused where a mark would stand for nothing, and what follows it is also further below', async () => {
      const rounds = (...values: readonly number[]): readonly string[] =>
        values.flatMap((value) => ['  while (more()) {', `    take(${value});`, '    tell(sum);', '  }']);
      const before = file.replace('  return sum;', [...rounds(1, 2), '  return sum;'].join('\n'));
      const [head = '', take = '', ...rest] = rounds(1, 3);
      const marked = [head, take, '    // ... existing code ...', ...rest];
      const answer = fence('ts', ...unit.slice(0, -2), ...marked, '  return sum;', '}');
      assert.equal((await ask({ ...total, file: before }, answer)).kind, 'elided');
    });
  });

  describe('lines with something in front or in place of a character', () => {
    it('lose their line numbers', async () => {
      for (const between of [' | ', ': ', '\t', '→', '. '])
        await gives(
          total,
          fence('ts', ...unit.map((line, index) => `${index + 4}${between}${line}`)),
          newTotal,
        );
    });

    it('lose plus signs', async () => {
      await gives(total, fence('diff', ...unit.map((line) => `+${line}`)).replace('diff', 'ts'), newTotal);
    });

    it('lose HTML entities, and keep them in a file that has them', async () => {
      const encode = (line: string): string =>
        line
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replaceAll('>', '&gt;')
          .replaceAll('"', '&quot;');
      await gives(grow, fence('ts', ...method.map(encode)), newGrow);
      const html = file.replace('"sum"', '"&lt;sum&gt;"');
      await gives(
        { ...total, file: html },
        fence('ts', ...unit).replace('"sum"', '"&lt;sum&gt;"'),
        html.replace('= 0', '= 1'),
      );
    });

    it('lose smart quotes, and keep those of the file', async () => {
      await gives(total, fence('ts', ...unit).replaceAll(/"(\w+)"/gu, '“$1”'), newTotal);
      const typeset = file.replace('"sum"', '"“sum”"');
      await gives(
        { ...total, file: typeset },
        fence('ts', ...unit).replace('"sum"', '"“sum”"'),
        typeset.replace('= 0', '= 1'),
      );
    });

    it('get tabs back where the file has tabs', async () => {
      const tabs = file.replaceAll('  ', '\t');
      await gives({ ...total, file: tabs }, fence('ts', ...unit), newTotal.replaceAll('  ', '\t'));
    });

    it('may end in CR LF', async () => {
      await gives(total, fence('ts', ...unit).replaceAll('\n', '\r\n'), newTotal);
    });
  });

  describe('code without a fence', () => {
    it('is found between paragraphs of prose', async () => {
      for (const answer of [
        unit.join('\n'),
        `Here is the function:\n\n${unit.join('\n')}`,
        `Sure, this is it.\n\n${unit.join('\n')}\n\nIt starts at one now.`,
      ])
        await gives(total, answer, newTotal);
    });
  });

  describe('a slip of the pen', () => {
    it('of a missing or a surplus closing brace is mended', async () => {
      await gives(total, fence('ts', ...unit.slice(0, -1)), newTotal);
      await gives(total, fence('ts', ...unit, '}'), newTotal);
      await gives(grow, fence('ts', ...method.slice(0, -1)), newGrow);
    });

    it('of a repeated signature is mended', async () => {
      await gives(total, fence('ts', unit[0] ?? '', ...unit), newTotal);
    });

    it('of a wrong indentation is mended', async () => {
      await gives(grow, fence('ts', ...method.map((line) => `      ${line}`)), newGrow);
      await gives(
        grow,
        fence('ts', ...method.map((line) => line.trimStart().replace(/^(?=if|this|\})/u, '  ')))
          .replace('  this.size', '    this.size')
          .replace(/^ {2}\}\n```/mu, '}\n```'),
        newGrow,
      );
    });
  });
});
