import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { askAboutTrust, desktopArguments, personSettings } from '../../start/openEditor.ts';
import { serverArguments, writeSettings } from '../../support/codeServer.ts';

const flag = '--disable-workspace-trust';
const setting = 'security.workspace.trust.enabled';

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

  it('is not switched off in the settings of a person, as it is in those of a test', async () => {
    await writeSettings(userData, { settings: personSettings, keepSettings: true });
    assert.equal((await written())[setting], undefined);
    assert.equal((await written())['git.enabled'], true);
    await writeSettings(userData, {});
    assert.equal((await written())[setting], false);
  });

  it('is asked for again where an earlier start had switched it off, and only there', async () => {
    await askAboutTrust(userData);
    await writeSettings(userData, { settings: { 'git.enabled': true } });
    const earlier = await written();
    assert.equal(earlier[setting], false);
    await askAboutTrust(userData);
    const { [setting]: _, ...others } = earlier;
    assert.deepEqual(await written(), others);
    const own = `{\n  "files.autoSave": "off",\n  "${setting}": false\n}\n`;
    await writeFile(file(), own);
    await askAboutTrust(userData);
    assert.equal(await readFile(file(), 'utf8'), own);
  });
});
