import assert from 'node:assert/strict';
import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { watchWorkspaceFiles, type WorkspaceFiles } from '../../src/editor/workspaceFile.ts';
import { allTold, box, choose, click, needsPerson, noMessages, press, rows, told } from './support/person.ts';
import { createWorld, eventually, run, setting, tidy, type World } from './support/world.ts';

/** The folder the window has open; it may configure OpenCrates. */
function folder(): string {
  const path = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  assert.ok(path !== undefined);
  return path;
}

async function write(name: string, content: string | Uint8Array): Promise<void> {
  await writeFile(join(folder(), name), content);
}

async function removeFiles(): Promise<void> {
  for (const name of ['opencrates.toml', 'opencrates.json']) await rm(join(folder(), name), { force: true });
}

/** Milliseconds: a changed file is noticed in the watcher's own time. */
const patience = 40_000;
let asked = 0;

/** Analyzes a file that was never asked about, so that no answer is kept for it. */
async function analyzeAnew(world: World): Promise<void> {
  asked += 1;
  await world.open(`file${asked}.ts`, `export const value = ${asked};\n`);
  world.server.reply(chatAnswer('{"none": true}'));
  await run('analyze');
}

describe('A file of the folder', function () {
  this.timeout(60_000);
  let world: World;
  before(needsPerson);
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => world.begin());
  afterEach(async () => {
    await removeFiles();
    await noMessages();
    await tidy(world);
  });
  after(() => world?.end());

  /** Asks until the request has what is waited for: the file is watched, and read in its own time. */
  async function asks(what: string, test: (body: Record<string, unknown>) => boolean): Promise<void> {
    await eventually(
      what,
      async () => {
        await analyzeAnew(world);
        return test(JSON.parse(world.server.requests.at(-1)?.body ?? '{}') as Record<string, unknown>);
      },
      patience,
    );
  }

  it('decides model, temperature and length of the answer, and is watched', async () => {
    await write('opencrates.toml', 'model = "of-the-folder"\ntemperature = 0.7\nmaxTokens = 321\n');
    await asks('the values of the file', ({ model, temperature, max_tokens: limit }) => {
      return model === 'of-the-folder' && temperature === 0.7 && limit === 321;
    });
    await write('opencrates.toml', 'model = "changed"\n');
    await asks('the changed value', ({ model, max_tokens: limit }) => model === 'changed' && limit === 4096);
    await removeFiles();
    await asks('the setting again', ({ model }) => model === 'scripted');
  });

  it('may be JSON, with a byte order mark; TOML comes first', async () => {
    await write('opencrates.json', '\ufeff{"model": "of-json"}');
    await asks('the value of the JSON', ({ model }) => model === 'of-json');
    await write('opencrates.toml', 'model = "of-toml"\n');
    await asks('the value of the TOML', ({ model }) => model === 'of-toml');
  });

  /** Writes a file, waits for what is said of it, then for a request: that is what is said, and nothing else. */
  async function saysOnly(
    sentence: string,
    writing: () => Promise<void>,
    test: (body: Record<string, unknown>) => boolean,
  ): Promise<void> {
    await writing();
    await told(sentence);
    await asks('what is in force', test);
    assert.deepEqual(await allTold(), [sentence]);
  }

  const redirecting =
    'model = "of-the-folder"\nendpoint = "http://127.0.0.1:9/v1"\napi_key = "sk-of-the-folder"\n[headers]\nx-a = "b"\n';
  const refusal =
    'Refused in opencrates.toml: endpoint, api_key, headers.x-a. Where code and keys go is not for a folder to decide; use the settings.';

  it('never redirects: what it says of endpoint, headers and keys is refused in one message', async () => {
    const isUsed = ({ model }: Record<string, unknown>): boolean => model === 'of-the-folder';
    await saysOnly(refusal, () => write('opencrates.toml', redirecting), isUsed);
    assert.equal(world.server.requests.at(-1)?.headers['x-a'], undefined);
  });

  it('that is still being written is read when it is whole, so that nothing is said of a half', async () => {
    const inPieces = async (): Promise<void> => {
      const file = await open(join(folder(), 'opencrates.toml'), 'w');
      // The first two halves are no TOML, the third is, and refuses less than the whole.
      for (const piece of `# in pieces\n${redirecting}`.split(/(?<=model|endpoint|"\n(?=api_key))/)) {
        await file.write(piece);
        await sleep(100);
      }
      await file.close();
    };
    await saysOnly(refusal, inPieces, ({ model }) => model === 'of-the-folder');
  });

  it('that is written again as it was says nothing again', async () => {
    const wanting = 'endpoint = "http://127.0.0.1:9/v1"\n';
    await write('opencrates.toml', wanting);
    await told('Refused in opencrates.toml: endpoint.');
    await noMessages();
    const watcher = vscode.workspace.createFileSystemWatcher('**/opencrates.toml');
    const noticed = new Promise((resolve) => watcher.onDidChange(resolve));
    await write('opencrates.toml', wanting);
    await noticed;
    watcher.dispose();
    // It is read a moment after the change was noticed.
    await sleep(600);
    const other = 'maxTokens in opencrates.toml is not used: it is of the wrong kind.';
    await saysOnly(
      other,
      () => write('opencrates.toml', 'model = "other"\nmaxTokens = "many"\n'),
      ({ model }) => model === 'other',
    );
  });

  for (const [what, name, content, sentence] of [
    ['is no TOML', 'opencrates.toml', 'model =', 'opencrates.toml is not used: it is not valid TOML.'],
    ['is no JSON', 'opencrates.json', '[]', 'opencrates.json is not used: it is not a valid JSON object.'],
    [
      'is too large',
      'opencrates.toml',
      `#${'x'.repeat(70_000)}`,
      'opencrates.toml is not used: it is larger than 64 kB.',
    ],
    [
      'is no text',
      'opencrates.toml',
      Uint8Array.of(0xff, 0xfe, 0x41),
      'opencrates.toml is not used: it is not UTF-8 text.',
    ],
    [
      'has a bad value',
      'opencrates.toml',
      'maxTokens = "many"',
      'maxTokens in opencrates.toml is not used: it is of the wrong kind.',
    ],
    [
      'has a slip of the pen',
      'opencrates.toml',
      'modell = "x"',
      'opencrates.toml names what OpenCrates does not know: modell.',
    ],
  ] as const) {
    it(`that ${what} is told so, and the settings are used`, async () => {
      const isOfSettings = ({ model, max_tokens: limit }: Record<string, unknown>): boolean =>
        model === 'scripted' && limit === 4096;
      await saysOnly(sentence, () => write(name, content), isOfSettings);
    });
  }

  it('is ignored until the folder is trusted', async () => {
    await write('opencrates.toml', 'model = "of-a-stranger"\n');
    const granted = new vscode.EventEmitter<void>();
    let isTrusted = false;
    const files: WorkspaceFiles = watchWorkspaceFiles({
      isTrusted: () => isTrusted,
      onDidGrant: granted.event,
    });
    try {
      await files.ready();
      assert.equal(files.current(), undefined);
      isTrusted = true;
      granted.fire();
      await files.ready();
      assert.deepEqual(files.current()?.values.get('model'), 'of-a-stranger');
    } finally {
      files.dispose();
      granted.dispose();
    }
  });
});

describe('The effective configuration', function () {
  this.timeout(60_000);
  let world: World;
  before(needsPerson);
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => world.begin());
  afterEach(async () => {
    await press('Escape');
    await removeFiles();
    await setting('headers', undefined);
    await noMessages();
    await tidy(world);
  });
  after(() => world?.end());

  async function rowOf(name: string): Promise<string> {
    return eventually(`a row for ${name}`, async () => (await rows()).find((text) => text.startsWith(name)));
  }

  it('names every value in force and where it comes from, and hides the values of headers', async () => {
    await setting('headers', { 'x-team': 'secret-of-the-team' });
    await write('opencrates.toml', 'maxTokens = 321\n');
    await eventually(
      'the file',
      async () => {
        await analyzeAnew(world);
        return world.server.requests.at(-1)?.body.includes('321');
      },
      patience,
    );
    const showing = run('showConfiguration');
    await box('Effective configuration');
    const endpoint = await rowOf('endpoint');
    assert.ok(endpoint.includes(world.server.url) && endpoint.includes('your settings'), endpoint);
    assert.match(await rowOf('maxTokens'), /321.*opencrates\.toml of this folder/);
    assert.match(await rowOf('temperature'), /left to the endpoint.*default/);
    assert.match(await rowOf('headers'), /x-team \(values hidden\)/);
    await click('.quick-input-widget:visible .quick-input-titlebar .codicon-copy');
    const text = await eventually('the copy', async () => {
      const copied = await vscode.env.clipboard.readText();
      return copied.includes('maxTokens') && copied;
    });
    assert.ok(text.includes('model\tscripted\tyour settings'), text);
    assert.ok(text.includes('timeouts.idle\t60 s\tdefault'), text);
    assert.match(text, /Protocol\tChat Completions/);
    assert.ok(!text.includes('secret-of-the-team'), text);
    await press('Escape');
    await showing;
  });

  it('opens where a value comes from', async () => {
    await write('opencrates.toml', 'model = "of-the-folder"\n');
    await eventually(
      'the file',
      async () => {
        await analyzeAnew(world);
        return world.server.requests.at(-1)?.body.includes('of-the-folder');
      },
      patience,
    );
    const showing = run('showConfiguration');
    await box('Effective configuration');
    await choose('opencrates.toml of this folder');
    await showing;
    assert.ok(vscode.window.activeTextEditor?.document.uri.path.endsWith('/opencrates.toml'));
  });
});
