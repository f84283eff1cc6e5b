import assert from 'node:assert/strict';
import { documentAll, documented } from './documentText.ts';
import { askPython } from './pythonAst.ts';

describe('Google docstrings', () => {
  it('stand first in the body, behind a signature of several lines and before comments', async () => {
    const file = [
      '@dec',
      'async def f(a, b: int, *args, c=1,',
      '            **kw) -> int:  # trailing',
      '    # first',
      '    if a:',
      '        raise ValueError("x")',
      '    return 1',
      '',
    ].join('\n');
    const text = await documented('python', file, {
      details: 'More.',
      parameters: ['kw', 'b', '*args', 'self', 'a'].map((name) => ({ name, description: `About ${name}.` })),
      returns: { description: 'One.' },
      errors: [
        { name: 'ValueError', description: 'If a.' },
        { name: 'KeyError', description: 'Never.' },
      ],
      example: '>>> await f(1)\n1\n>>> f(2)',
    });
    assert.equal(
      text,
      [
        ...file.split('\n').slice(0, 3),
        '    """Does it.',
        '',
        '    More.',
        '',
        '    Args:',
        '        a: About a.',
        '        b: About b.',
        '        *args: About *args.',
        '        **kw: About kw.',
        '',
        '    Returns:',
        '        One.',
        '',
        '    Raises:',
        '        ValueError: If a.',
        '',
        '    Example:',
        '        await f(1)',
        '        f(2)',
        '    """',
        ...file.split('\n').slice(3),
      ].join('\n'),
    );
  });

  it('are one line when there is only a summary, and keep tabs', async () => {
    assert.equal(
      await documented('python', 'class A(\n\tB,\n):\n\n\tx = 1\n', {}),
      'class A(\n\tB,\n):\n\t"""Does it."""\n\n\tx = 1\n',
    );
    const [verdict] = await askPython([
      [
        'def f():\n\tyield 1\n',
        await documented('python', 'def f():\n\tyield 1\n', { returns: { description: 'x' } }),
      ],
    ]);
    assert.equal(verdict?.docs['f'], 'Does it.\n\nYields:\n    x');
  });

  it('are refused for a body on the line of the colon', async () => {
    for (const file of ['def f(): return 1\n', 'class A: x = 1\n', 'def f(): \\\n  return 1\n']) {
      const outcome = await documentAll('python', file, {});
      assert.equal(outcome.kind === 'refused' && outcome.reason, 'oneLineBody', file);
    }
  });

  it('are refused without words', async () => {
    const outcome = await documentAll('python', 'def f():\n    pass\n', { summary: '>' });
    assert.equal(outcome.kind === 'refused' && outcome.reason, 'noWords');
  });

  it('say what the words say, as Python itself reads them', async () => {
    const file = 'def f(a):\n    return a\n\n\nclass A:\n    def m(self):\n        return 1\n';
    const summaries: readonly (readonly [string, string])[] = [
      ['Ends with a "quote"', 'Ends with a "quote".'],
      ['"Begins" so', "'Begins' so."],
      ['"', "'."],
      ['Has \\N{DASH} and C:\\new', 'Has \\N{DASH} and C:\\new.'],
      ['Ends with \\', 'Ends with \\.'],
      ['Ends with "!"', 'Ends with "!".'],
      ['A """ b', "A ' b."],
      ['Ends "!" "', 'Ends "!" ".'],
      ['Astral 😀', 'Astral 😀'],
      ['\\"', '\\".'],
    ];
    const texts = await Promise.all(summaries.map(([summary]) => documented('python', file, { summary })));
    const verdicts = await askPython(texts.map((text) => [file, text]));
    assert.deepEqual(
      verdicts.map(({ docs, treeEqual }) => [docs, treeEqual]),
      summaries.map(([, words]) => [{ f: words, A: words, m: words }, true]),
    );
  });
});
