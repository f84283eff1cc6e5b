import assert from 'node:assert/strict';
import { readAnswer } from '../../../src/edits/readAnswer.ts';
import { chooseTarget } from '../../../src/edits/target.ts';
import { syntax } from '../../support/syntax.ts';

/** Reads an answer to a file with `‸` at the cursor or `«»` around the selection; the new text, else the kind of outcome. */
async function read(languageId: string, marked: string, ...blocks: readonly string[]): Promise<string> {
  const start = marked.search(/[‸«]/u);
  const end = marked.includes('»') ? marked.indexOf('»') - 1 : start;
  const file = marked.replaceAll(/[‸«»]/gu, '');
  const lineOf = (index: number): number => file.slice(0, index).split('\n').length - 1;
  const columnOf = (index: number): number => index - (file.slice(0, index).lastIndexOf('\n') + 1);
  const selection = {
    startLine: lineOf(start),
    startCharacter: columnOf(start),
    endLine: lineOf(end),
    endCharacter: columnOf(end),
  };
  using tree = await syntax.parse(languageId, file);
  const outcome = await readAnswer({
    file,
    languageId,
    target: chooseTarget(file, selection, tree),
    instruction: 'change it',
    answer: blocks.map((block) => `\`\`\`\n${block}\n\`\`\``).join('\n\nThen:\n\n'),
    ended: 'complete',
    syntax,
  });
  return outcome.kind === 'proposal' ? outcome.text : outcome.kind;
}

describe('an answer that is easily taken for another', () => {
  it('keeps what is inside a block inside, when the block is new around flat lines', async () => {
    assert.equal(
      await read(
        'python',
        'def f(a):\n«    h = open(a)\n    d = h.read()»\n    return d\n',
        'with open(a) as h:\n    d = h.read()',
      ),
      'def f(a):\n    with open(a) as h:\n        d = h.read()\n    return d\n',
    );
    assert.equal(
      await read('python', 'def f(a):\n    x = 1‸\n    return x\n', 'for i in range(a):\n    x += i'),
      'def f(a):\n    for i in range(a):\n        x += i\n',
    );
    assert.equal(
      await read('yaml', 'a:\n«  b: 1\n  c: 2»\nd: 3', 'e:\n  b: 1\n  c: 2'),
      'a:\n  e:\n    b: 1\n    c: 2\nd: 3',
    );
  });

  it('takes the block that declares what was asked for, not an example beside it', async () => {
    const area = 'def area(r):\n    if r < 0:\n        return 0\n    return math.pi * r * r';
    assert.equal(
      await read('python', 'def area(r):\n    return‸ math.pi * r * r\n', 'print(area(3))', area),
      `${area}\n`,
    );
  });

  it('takes no piece of a function for its body', async () => {
    const file = 'function f() {\n  const a = 1;\n  log(a);\n  return a‸;\n}\n';
    assert.equal(await read('typescript', file, 'return a + 1;'), 'broken');
    const app =
      'export function App() {\n  const [n, setN] = useState(0);\n  useEffect(() => {\n    load()‸;\n  }, []);\n  return <p>{n}</p>;\n}\n';
    assert.equal(await read('typescriptreact', app, 'useEffect(() => {\n  load(1);\n}, []);'), 'broken');
  });

  it('takes no new member for all members', async () => {
    assert.equal(await read('rust', 'pub struct P {\n    pub x: i32,‸\n}\n', '    pub y: i32,'), 'broken');
    assert.equal(
      await read('typescript', 'export interface Opts {\n  name: ‸string;\n}\n', 'age?: number;'),
      'broken',
    );
    const all = 'name: string;\nage?: number;';
    assert.equal(
      await read('typescript', 'export interface Opts {\n  name: ‸string;\n}\n', all),
      'export interface Opts {\n  name: string;\n  age?: number;\n}\n',
    );
  });

  it('finds the method in a class that comes without what holds the class', async () => {
    const file =
      'namespace App\n{\n    public class Cart\n    {\n        private int n;\n\n        public int Total()\n        {\n            return ‸n;\n        }\n    }\n}\n';
    assert.equal(
      await read(
        'csharp',
        file,
        'public class Cart\n{\n    public int Total()\n    {\n        return n * 3;\n    }\n}',
      ),
      file.replace('return ‸n;', 'return n * 3;'),
    );
  });

  it('takes the function alone out of a whole script with other changes', async () => {
    const file = 'import sys\n\ndef f(a):\n    return a‸\n\nfor x in sys.argv:\n    print(f(x))\n';
    assert.equal(
      await read(
        'python',
        file,
        'import sys\n\ndef f(a):\n    return a.strip()\n\nfor x in sys.argv[1:]:\n    print(f(x))',
      ),
      file.replace('return a‸', 'return a.strip()'),
    );
  });

  it('puts no block into itself', async () => {
    const test = "it('a', () => {\n  expect(1).toBe(2);\n});";
    const suite = "describe('x', () => {\n  it('a', () => {\n    expect(1)‸.toBe(1);\n  });\n});\n";
    assert.equal(await read('typescript', suite, test), 'broken');
    const rule = '.a {\n  color: red‸;\n  padding: 4px;\n}\n';
    assert.equal(await read('css', rule, '.a {\n  color: blue;\n  padding: 4px;\n}'), 'broken');
    assert.equal(await read('makefile', 'clean:\n\trm -f‸ main\n', 'clean:\n\trm -f main *.o'), 'broken');
    assert.equal(await read('json', '{\n  "a": 1‸\n}\n', '  "a": 1,\n  "b": 2'), 'broken');
  });

  it('stands between lines of different depth as deep as the answer has it', async () => {
    const file = 'db:\n  environment:\n    - A=1\n‸\nvolumes:\n';
    assert.equal(await read('yaml', file, '    - B=2'), file.replace('‸', '    - B=2'));
    const suite = "describe('x', () => {\n  it('a', () => {});\n‸\n  it('b', () => {});\n});\n";
    assert.match(await read('typescript', suite, "it('c', () => {});"), /^ {2}it\('c'/mu);
  });

  it('breaks no JSON, doubles no decorator and puts no import among members', async () => {
    const settings = '{\n«  "scripts": {\n    "a": "b"\n  },»\n  "c": 1\n}\n';
    assert.equal(await read('json', settings, '  "scripts": {\n    "a": "c"\n  }'), 'broken');
    const dart = 'class A {\n  @override\n  Widget build(Context c) {\n    return‸ Text(a);\n  }\n}\n';
    assert.equal(
      await read('dart', dart, '@override\nWidget build(Context c) {\n  return Text(b);\n}'),
      dart.replace('return‸ Text(a)', 'return Text(b)'),
    );
    const swift = 'class Cart {\n  var n = 0\n«  func total() -> Int {\n    return n\n  }»\n}\n';
    assert.equal(
      await read('swift', swift, 'import Combine\n\nfunc total() -> Int {\n  return n * 2\n}'),
      'broken',
    );
  });

  it('may be for lines of an object or a type, which is a signature from end to end', async () => {
    const object = 'export const a = {\n«  b: 1,»\n  c: 2,\n};\n';
    assert.equal(await read('typescript', object, 'b: 3,'), object.replace('«  b: 1,»', '  b: 3,'));
    const type = 'type A = {\n  b: number;\n«  c: number;»\n};\n';
    assert.equal(
      await read('typescript', type, '  c: number;\n  d: string;'),
      type.replace('«  c: number;»', '  c: number;\n  d: string;'),
    );
    const struct = 'package a\n\ntype A struct {\n«\tN int»\n\tM int\n}\n';
    assert.equal(await read('go', struct, '\tN int64'), struct.replace('«\tN int»', '\tN int64'));
    const parameters = 'function f(\n«  a: number,»\n  b: number,\n) {\n  return a;\n}\n';
    assert.equal(
      await read('typescript', parameters, '  a: string,'),
      parameters.replace('«  a: number,»', '  a: string,'),
    );
    assert.equal(await read('typescript', object, 'b: 3,\n};\nexport const a = {'), 'broken');
  });

  it('puts no function among methods where there is no grammar to make one of it', async () => {
    const vue = '<script>\nclass A {\n«  total(a) {\n    return a;\n  }»\n}\n</script>\n';
    assert.equal(await read('vue', vue, 'function total(a) {\n  return a * 2;\n}'), 'broken');
    assert.equal(
      await read('vue', vue, 'total(a) {\n  return a * 2;\n}'),
      vue.replaceAll(/[«»]/gu, '').replace('return a', 'return a * 2'),
    );
  });

  it('is read at once, however long its lines are', async function () {
    this.timeout(4000);
    const words = `The ${'word '.repeat(20_000)},`;
    using tree = await syntax.parse('typescript', 'const a = 1;\n');
    const target = { kind: 'insert', line: 1, indent: '' } as const;
    const asked = {
      file: 'const a = 1;\n',
      languageId: 'typescript',
      target,
      answer: words,
      syntax,
    } as const;
    const outcome = await readAnswer({ ...asked, ...(tree && { tree }), ended: 'complete' });
    assert.equal(outcome.kind, 'noCode');
  });
});
