import assert from 'node:assert/strict';
import { calledFrom, readArguments as readFrom } from '../../start/arguments.ts';

const here = '/home/me/project';
const readArguments = (args: readonly string[]) => readFrom(args, here);

const defaults = {
  model: { kind: 'embedded', weights: '0.5b' },
  folder: undefined,
  port: undefined,
  open: true,
};

function sentenceFor(...args: readonly string[]): string {
  const read = readArguments(args);
  return read.kind === 'problem' ? read.sentence : `no problem: ${read.kind}`;
}

describe('Start arguments', () => {
  it('use the embedded model and a copy of the examples when nothing is said', () => {
    assert.deepEqual(readArguments([]), { kind: 'start', options: defaults });
  });

  it('name the folder, the port and that no browser is to open', () => {
    assert.deepEqual(readArguments(['--folder', '/x', '--port=8000', '--no-open']), {
      kind: 'start',
      options: { ...defaults, folder: '/x', port: 8000, open: false },
    });
  });

  it('take paths from the folder npm was called in, not from the project npm runs its scripts in', () => {
    const options = (...args: readonly string[]) => {
      const read = readArguments(args);
      return read.kind === 'start' ? read.options : read;
    };
    assert.deepEqual(options('--folder', '.'), { ...defaults, folder: here });
    assert.deepEqual(options('--folder', '../other'), { ...defaults, folder: '/home/me/other' });
    assert.deepEqual(options('--weights', 'a.gguf'), {
      ...defaults,
      model: { kind: 'embedded', weights: `${here}/a.gguf` },
    });
    const npm = { INIT_CWD: here, npm_lifecycle_event: 'start' };
    assert.equal(calledFrom(npm), here);
    assert.equal(calledFrom({ ...npm, npm_lifecycle_event: undefined }), process.cwd());
  });

  for (const kind of ['openai', 'found', 'simulated'] as const)
    it(`choose the ${kind} model`, () => {
      assert.deepEqual(readArguments(['--model', kind]), {
        kind: 'start',
        options: { ...defaults, model: { kind } },
      });
    });

  it('take weights by size or by path', () => {
    for (const weights of ['1.5b', '/models/a.gguf'])
      assert.deepEqual(readArguments(['--weights', weights]), {
        kind: 'start',
        options: { ...defaults, model: { kind: 'embedded', weights } },
      });
  });

  it('take an address as the model, without its trailing slash', () => {
    assert.deepEqual(readArguments(['--model', 'http://127.0.0.1:8080/v1/']), {
      kind: 'start',
      options: { ...defaults, model: { kind: 'url', url: 'http://127.0.0.1:8080/v1' } },
    });
  });

  it('take an address as the extension does, and repeat none that may hold a secret', () => {
    assert.deepEqual(readArguments(['--model', 'https://a.test/v1/chat/completions']), {
      kind: 'start',
      options: { ...defaults, model: { kind: 'url', url: 'https://a.test/v1' } },
    });
    for (const [address, problem] of [
      ['https://me:secret@a.test/v1', /holds a name or a password.*OPENCRATES_API_KEY/],
      ['https://a.test/v1?key=secret', /holds a query.*OPENCRATES_API_KEY/],
      ['https://secret.openai.azure.com/', /before its v1.*OPENCRATES_MODEL/],
    ] as const) {
      assert.match(sentenceFor('--model', address), problem);
      assert.doesNotMatch(sentenceFor('--model', address), /secret/);
    }
  });

  it('show help', () => {
    assert.deepEqual(readArguments(['-h']), { kind: 'help' });
  });

  it('say what is wrong', () => {
    assert.equal(
      sentenceFor('--model', 'gpt'),
      '--model does not know "gpt": it takes embedded, openai, found, simulated or a URL.',
    );
    assert.match(sentenceFor('--model', 'file:///x'), /does not know "file:/);
    assert.match(sentenceFor('--model', 'openai', '--weights', '0.5b'), /belongs to the embedded model/);
    assert.match(sentenceFor('--weights', ''), /needs 0\.5b, 1\.5b or the path/);
    assert.match(sentenceFor('--folder', ''), /--folder needs the path/);
    for (const port of ['0', '70000', 'x', '1.5'])
      assert.match(sentenceFor('--port', port), /--port needs a number/);
    assert.match(sentenceFor('--nonsense'), /--nonsense/);
  });
});
