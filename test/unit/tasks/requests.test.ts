import assert from 'node:assert/strict';
import type { DocSymbol } from '../../../src/docs/docSymbol.ts';
import { emptySignature } from '../../../src/docs/signature.ts';
import type { EditTarget } from '../../../src/edits/target.ts';
import { createFindingReader } from '../../../src/findings/findingLines.ts';
import { analyzeExample } from '../../../src/tasks/analyzeExamples.ts';
import { analyzeRequest, noFault } from '../../../src/tasks/analyze.ts';
import { documentRequest } from '../../../src/tasks/document.ts';
import { explainRequest } from '../../../src/tasks/explain.ts';
import { fixRequest } from '../../../src/tasks/fix.ts';
import { generateRequest } from '../../../src/tasks/generate.ts';
import { insertMark } from '../../../src/tasks/targetCode.ts';
import { whatGoesWhere } from '../../../src/tasks/whatGoesWhere.ts';

const file = 'import os\n\ndef f(x):\n    return x\n';
const path = 'pkg/a.py';
const unit: EditTarget = { kind: 'replace', startLine: 2, endLine: 3, unit: { kind: 'function', name: 'f' } };
const insert: EditTarget = { kind: 'insert', line: 1, indent: '' };
const place = { languageId: 'python', path, file, context: [] } as const;

describe('generateRequest', () => {
  it('shows the unit, says what to change and how to answer', () => {
    const request = generateRequest({ ...place, instruction: ' double it ', target: unit });
    assert.equal(request.task, 'generate');
    assert.deepEqual(
      request.context.map((part) => [part.kind, part.label, part.text]),
      [['unit', path, '```python\ndef f(x):\n    return x\n```']],
    );
    assert.equal(
      request.prompt,
      'Change the function `f` of pkg/a.py: double it\n\nAnswer with the function `f`, complete and changed, in one ```python block.',
    );
    assert.deepEqual(request.format, { kind: 'text' });
    assert.deepEqual(request.history, []);
  });

  it('shows where new code goes', () => {
    const request = generateRequest({ ...place, instruction: 'add g', target: insert });
    assert.ok(request.context[0]?.text.includes(`\n${insertMark}\n`));
    assert.ok(request.prompt.includes(insertMark));
    assert.match(request.prompt, /add g\n\nAnswer with only the new code, in one ```python block\.$/);
  });

  it('says that a file is empty instead of showing it', () => {
    const request = generateRequest({
      ...place,
      file: '',
      instruction: 'add g',
      target: { ...insert, line: 0 },
    });
    assert.deepEqual(request.context, []);
    assert.match(request.prompt, /^pkg\/a\.py is empty\. Write its code: add g\n/);
  });

  it('sends what was said before about the same place', () => {
    const instructionHistory = [
      { role: 'user', text: 'double it' },
      { role: 'assistant', text: '```python\n```' },
    ] as const;
    const request = generateRequest({
      ...place,
      instruction: 'and add one',
      target: unit,
      instructionHistory,
    });
    assert.deepEqual(request.history, instructionHistory);
  });

  it('begins the same for every instruction about the same code', () => {
    const [one, two] = ['one', 'two'].map((instruction) =>
      generateRequest({ ...place, instruction, target: unit }),
    );
    assert.deepEqual([one?.system, one?.context], [two?.system, two?.context]);
  });
});

describe('fixRequest', () => {
  it('names the problem and its line', () => {
    const request = fixRequest({
      ...place,
      target: unit,
      line: 3,
      message: 'x is wrong. ',
      suggestion: 'Use y. ',
    });
    assert.equal(request.task, 'fix');
    assert.ok(request.prompt.includes('`return x`'));
    assert.ok(request.prompt.includes('x is wrong.'));
    assert.ok(request.prompt.includes('Use y.'));
    assert.match(request.prompt, /the function `f`, complete and changed, in one ```python block\.$/);
  });

  it('goes without a line that is blank or not there, and without a suggestion', () => {
    for (const line of [1, 99]) {
      const request = fixRequest({ ...place, target: unit, line, message: 'Wrong.', suggestion: '' });
      assert.equal(request.prompt.includes('``'.concat(' ')), false);
      assert.ok(request.prompt.includes('Wrong.'));
    }
  });
});

describe('analyzeRequest', () => {
  it('asks for a few findings in the form the reader reads', () => {
    const request = analyzeRequest({ languageId: 'python', path, code: file, startLine: 0, context: [] });
    assert.equal(request.task, 'analyze');
    assert.deepEqual(request.format, { kind: 'text' });
    assert.match(request.prompt, /pkg\/a\.py.*one JSON object per line, at most 3\./);
    assert.equal(request.context[0]?.label, path);
  });

  it('asks for a line of its own where there is no fault, which the reader takes for no finding', () => {
    const request = analyzeRequest({ languageId: 'python', path, code: file, startLine: 0, context: [] });
    assert.ok(request.system.includes(`when there is no fault, with ${noFault} alone`));
    const reader = createFindingReader();
    assert.deepEqual(reader.push(noFault), []);
    assert.deepEqual(reader.end(), { findings: [], malformed: 0, saysNone: true });
  });

  it('says where a selection begins and allows more findings in more code', () => {
    const code = 'x\n'.repeat(100);
    const request = analyzeRequest({ languageId: 'go', path, code, startLine: 40, context: [] });
    assert.equal(request.context[0]?.label, 'pkg/a.py, from line 41');
    assert.match(request.prompt, /at most 10\./);
    const long = analyzeRequest({ languageId: 'go', path, code: code.repeat(9), startLine: 0, context: [] });
    assert.match(long.prompt, /at most 20\./);
  });

  it('gives an example in the language or the nearest to it', () => {
    assert.match(analyzeExample('rust').code, /^fn /);
    assert.match(analyzeExample('python').code, /^def /);
    assert.match(analyzeExample('shellscript').code, /^def /);
    assert.match(analyzeExample('typescript').code, /^function /);
    assert.match(analyzeExample('java').code, /^function /);
  });

  it('gives examples that are findings, with quotes that stand in their code', () => {
    for (const languageId of ['rust', 'python', 'javascript']) {
      const { code, answer } = analyzeExample(languageId);
      const reader = createFindingReader();
      const findings = [...reader.push(answer), ...reader.end().findings];
      assert.equal(findings.length, 3);
      for (const { quote } of findings) assert.equal(code.split(quote).length, 2, quote);
    }
  });
});

describe('explainRequest', () => {
  const input = { languageId: 'python', path, code: file, context: [] } as const;

  it('asks about the code, or about a problem in it', () => {
    assert.equal(explainRequest(input).prompt, 'Explain the code of pkg/a.py.');
    assert.match(explainRequest({ ...input, problem: ' E501 ' }).prompt, /in pkg\/a\.py: E501\n/);
  });

  it('shows the code and asks for little thinking', () => {
    const request = explainRequest(input);
    assert.equal(request.context[0]?.text, `\`\`\`python\n${file}\`\`\``);
    assert.equal(request.reasoning, 'low');
  });
});

describe('documentRequest', () => {
  const symbol: DocSymbol = {
    ...emptySignature,
    name: 'f',
    kind: 'function',
    line: 2,
    endLine: 3,
    owner: undefined,
    documented: false,
    source: 'def f(x):\n    return x',
  };

  it('asks for a record by schema and in words', () => {
    const request = documentRequest({ languageId: 'python', path, symbol, context: [] });
    assert.equal(request.format.kind, 'jsonSchema');
    assert.equal(request.context[0]?.text, '```python\ndef f(x):\n    return x\n```');
    assert.match(request.prompt, /^Document the function `f`\./);
    assert.match(request.prompt, /\{"summary": "…", "details": null, "example": null\}$/);
  });

  it('asks only for what the symbol has', () => {
    const whole: DocSymbol = {
      ...symbol,
      parameters: [{ name: 'x', optional: false }],
      returns: {},
      throws: true,
      panics: true,
    };
    const { prompt } = documentRequest({ languageId: 'rust', path, symbol: whole, context: [] });
    for (const member of [
      '"parameters": {"x": "…"}',
      '"returns": "…"',
      '"errors": [{"name": null, "description": "…"}]',
      '"panics": "…"',
    ])
      assert.ok(prompt.includes(member), member);
    const generator = documentRequest({
      languageId: 'python',
      path,
      symbol: { ...symbol, yields: true },
      context: [],
    });
    assert.ok(generator.prompt.includes('"returns"'));
    const raises: DocSymbol = { ...symbol, throws: true, errorNames: ['KeyError', 'ValueError'] };
    assert.ok(
      documentRequest({ languageId: 'python', path, symbol: raises, context: [] }).prompt.includes(
        '"errors": [{"name": "KeyError", "description": "…"}, {"name": "ValueError", "description": "…"}]',
      ),
    );
  });

  it('asks for types where the language has none', () => {
    const untyped: DocSymbol = { ...symbol, parameters: [{ name: 'x', optional: false }] };
    const { prompt } = documentRequest({ languageId: 'javascript', path, symbol: untyped, context: [] });
    assert.ok(prompt.includes('"parameters": {"x": {"type": "…", "description": "…"}}'));
  });
});

describe('whatGoesWhere', () => {
  it('lists every part with its tokens in the order they are sent, and nothing empty', () => {
    const request = generateRequest({
      ...place,
      instruction: 'double it',
      target: unit,
      context: [{ kind: 'imports', label: 'imports', text: 'import os', tokens: 2 }],
      instructionHistory: [{ role: 'user', text: 'before' }],
    });
    const shares = whatGoesWhere(request);
    assert.deepEqual(
      shares.map(({ kind, label }) => [kind, label]),
      [
        ['system', ''],
        ['history', ''],
        ['imports', 'imports'],
        ['unit', path],
        ['prompt', ''],
      ],
    );
    assert.ok(shares.every(({ tokens }) => tokens > 0));
    assert.deepEqual(whatGoesWhere({ ...request, system: '', context: [], history: [], prompt: '' }), []);
  });
});
