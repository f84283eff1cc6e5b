import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { openInBrowser } from '../../start/openEditor.ts';
import type { EditorRun, OpenEditor } from '../../start/openEditor.ts';
import type { StartOptions } from '../../start/arguments.ts';
import { runStart } from '../../start/runStart.ts';
import type { StartParts } from '../../start/runStart.ts';

const simulated: StartOptions = {
  model: { kind: 'simulated' },
  folder: undefined,
  port: undefined,
  open: false,
};

/** A start with stand-ins for the model and both editors; says what it printed, opened and stopped, and its exit code. */
async function start(options: Partial<StartOptions>, changes: Partial<StartParts> = {}) {
  const printed: string[] = [];
  const opened: (Pick<EditorRun, 'folder' | 'isOurs' | 'port'> & { readonly where: string })[] = [];
  const stopped: string[] = [];
  const open = (where: string, address: string | undefined, run: EditorRun): OpenEditor => {
    opened.push({ where, folder: run.folder, isOurs: run.isOurs, port: run.port });
    return { address, ended: Promise.resolve(0), stop: async () => void stopped.push('editor') };
  };
  const parts: StartParts = {
    environment: {},
    screen: { isTerminal: false, columns: 80, write: (text) => void printed.push(text.trim()) },
    inspectComputer: async () => ({
      platform: 'linux',
      arch: 'x64',
      node: '24.0.0',
      npm: '11.0.0',
      python: '3.12.0',
      pip: '24.0',
      compiler: true,
    }),
    prepareModel: async () => ({
      kind: 'ready',
      sentence: 'A model answers.',
      environment: {},
      stop: async () => void stopped.push('model'),
    }),
    otherModels: async () => [],
    desktopCode: () => undefined,
    openDesktop: async (code, run) => open(code, undefined, run),
    openInBrowser: async (run) => open('browser', 'http://127.0.0.1:1/', run),
    examplesCopy: async () => ({ folder: '/examples', isNew: true }),
    ...changes,
  };
  const code = await runStart({ ...simulated, ...options }, parts);
  return { code, printed, opened, stopped };
}

async function taken() {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    free: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe('A start', () => {
  it('opens our copy of the examples trusted, and says so', async () => {
    const { code, printed, opened, stopped } = await start({});
    assert.equal(code, 0);
    assert.deepEqual(opened, [{ where: 'browser', folder: '/examples', isOurs: true, port: undefined }]);
    assert.deepEqual(printed, [
      'Copied the examples to /examples.',
      'A model answers.',
      'The examples are ours, so VS Code trusts this window. Open a folder of your own with --folder PATH: then it asks first.',
      'The editor is ready. Open this address in a browser (Ctrl-C here stops everything):\n\nhttp://127.0.0.1:1/',
      'The editor has ended.',
    ]);
    assert.deepEqual(stopped, ['model', 'editor']);
  });

  it("leaves the question of trust in a person's folder to VS Code, in the browser and on the desktop", async () => {
    for (const desktop of [undefined, '/usr/bin/code']) {
      const { opened, printed } = await start(
        { folder: import.meta.dirname },
        { desktopCode: () => desktop },
      );
      assert.deepEqual(
        opened.map(({ folder, isOurs }) => [folder, isOurs]),
        [[import.meta.dirname, false]],
      );
      assert.doesNotMatch(printed.join('\n'), /trust/);
    }
  });

  it('opens the desktop where there is one, and says that the flags of the other editor change nothing', async () => {
    const desktopCode = () => '/usr/bin/code';
    const plain = await start({ open: true }, { desktopCode });
    assert.deepEqual(
      plain.opened.map(({ where }) => where),
      ['/usr/bin/code'],
    );
    assert.ok(plain.printed.includes('VS Code is opening. Ctrl-C here stops everything.'));
    const ignored = '--port and --no-open change nothing here: they are for the editor in a browser.';
    assert.ok(!plain.printed.includes(ignored));
    for (const options of [{ open: false }, { open: true, port: 8000 }])
      assert.ok((await start(options, { desktopCode })).printed.includes(ignored));
  });

  it('says which folder there is not, before a model is prepared', async () => {
    for (const folder of ['/nowhere/at/all', import.meta.filename])
      assert.deepEqual(await start({ folder }), {
        code: 1,
        printed: [`There is no folder ${folder}. --folder takes the path of one that exists.`],
        opened: [],
        stopped: [],
      });
  });

  it('says that a port is in use, before a model is prepared', async () => {
    const { port, free } = await taken();
    const sentence = `Port ${port} is in use or kept for the system. Choose another with --port N, or leave --port out.`;
    assert.deepEqual(await start({ port }), { code: 1, printed: [sentence], opened: [], stopped: [] });
    // The other editor needs none.
    assert.equal((await start({ port }, { desktopCode: () => '/usr/bin/code' })).code, 0);
    const run = { folder: '/x', isOurs: false, port, environment: {}, report: () => undefined };
    await assert.rejects(openInBrowser({ ...run, signal: new AbortController().signal }), {
      message: sentence,
    });
    await free();
    assert.equal((await start({ port })).opened[0]?.port, port);
  });

  it('ends with the sentence of a model that cannot be had', async () => {
    const problem = { kind: 'problem', sentence: 'No model.' } as const;
    const { code, printed, opened } = await start({}, { prepareModel: async () => problem });
    assert.deepEqual([code, printed.at(-1), opened], [1, 'No model.', []]);
  });

  it('ends the model when the editor does not open', async () => {
    const { code, printed, stopped } = await start(
      {},
      { openInBrowser: async () => Promise.reject(new Error('The editor did not start.')) },
    );
    assert.deepEqual([code, printed.at(-1), stopped], [1, 'The editor did not start.', ['model']]);
  });
});
