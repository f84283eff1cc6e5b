import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { askAboutTrust, desktopArguments, personSettings } from '../../start/openEditor.ts';
import { serverArguments, writeSettings } from '../../support/codeServer.ts';

const flag = '--disable-workspace-trust';
const enabled = 'security.workspace.trust.enabled';
const prompt = 'security.workspace.trust.startupPrompt';

describe('Trust in the folder of a start', () => {
  let userData = '';
  beforeEach(async () => {
    userData = await mkdtemp(path.join(os.tmpdir(), 'oc-test-'));
  });
  afterEach(() => rm(userData, { recursive: true }));

  const file = () => path.join(userData, 'User/settings.json');
  const written = async () => JSON.parse(await readFile(file(), 'utf8')) as Readonly<Record<string, unknown>>;

  it('is asked for by both editors, except for our copy of the examples', () => {
    const places = { scratch: '/s', userData: '/u', extensionsDir: '/x', port: 1 };
    for (const isOurs of [true, false]) {
      assert.equal(
        serverArguments({ entry: '/e' }, { ...places, trustsFolders: isOurs }).includes(flag),
        isOurs,
      );
      assert.equal(desktopArguments('/p', '/u', { folder: '/f', isOurs }).includes(flag), isOurs);
    }
  });

  it('is asked about in the settings of a person, and not in those of a test', async () => {
    await writeSettings(userData, { settings: personSettings, keepSettings: true });
    const person = await written();
    assert.deepEqual([person[enabled], person[prompt], person['git.enabled']], [true, 'once', true]);
    await writeSettings(userData, {});
    assert.equal((await written())[enabled], false);
  });

  it('is asked about again where an earlier start had switched it off, and not where a person did', async () => {
    await askAboutTrust(userData);
    await writeSettings(userData, { settings: { 'git.enabled': true } });
    const earlier = await written();
    assert.equal(earlier[enabled], false);
    await askAboutTrust(userData);
    assert.deepEqual(await written(), { ...earlier, [enabled]: true, [prompt]: 'once' });
    const own = await readFile(file(), 'utf8');
    const off = own.replace(`"${enabled}": true`, `"${enabled}": false`);
    await writeFile(file(), off);
    await askAboutTrust(userData);
    assert.equal(await readFile(file(), 'utf8'), off);
  });
});
