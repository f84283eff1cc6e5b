import assert from 'node:assert/strict';
import { testsRequest } from '../../../src/tasks/tests.ts';
import type { TestsInput } from '../../../src/tasks/tests.ts';

const input: TestsInput = {
  languageId: 'typescript',
  name: 'the function `half`',
  source: { path: 'src/half.ts', code: 'export function half() {}' },
  place: { kind: 'newFile', path: 'test/half.test.ts', code: '' },
  like: { path: 'test/one.test.ts', text: "import test from 'node:test';\n" },
  context: [],
};

function shown(given: TestsInput): readonly string[] {
  return testsRequest(given).context.map(({ label }) => label);
}

describe('testsRequest', () => {
  it('shows tests to be like and the unit, and says where the new file is', () => {
    assert.deepEqual(shown(input), ['test/one.test.ts', 'src/half.ts']);
    const { prompt, task } = testsRequest(input);
    assert.equal(task, 'generate');
    assert.match(
      prompt,
      /^Write tests for the function `half` of src\/half\.ts: .* new file test\/half\.test\.ts\./u,
    );
    assert.match(prompt, /the style of test\/one\.test\.ts\./u);
    assert.match(prompt, /whole new file, in one ```typescript block\.$/u);
  });

  it('shows the beginning of a file that has tests already', () => {
    const code = Array.from({ length: 500 }, (_, index) => `test ${index}`).join('\n');
    const { like, ...rest } = input;
    const given: TestsInput = { ...rest, place: { kind: 'end', path: 'test/half.test.ts', code } };
    assert.deepEqual(shown(given), ['test/half.test.ts', 'src/half.ts']);
    assert.ok(!testsRequest(given).context[0]?.text.includes('test 80'));
    assert.match(testsRequest(given).prompt, /only the new tests and the imports they lack/u);
    assert.ok(!testsRequest(given).prompt.includes(like?.path ?? ''));
  });

  it('asks for the whole of a test module', () => {
    const given: TestsInput = {
      ...input,
      place: { kind: 'module', path: 'src/half.rs', code: 'mod tests {}' },
    };
    assert.match(testsRequest(given).prompt, /whole test module, what it has already included/u);
  });

  it('asks for what is usual where a project has no tests', () => {
    const { like, ...rest } = input;
    assert.notEqual(like, undefined);
    assert.match(testsRequest(rest).prompt, /usual test framework/u);
  });
});
