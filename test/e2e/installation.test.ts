import assert from 'node:assert/strict';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedEditor } from './driver/sharedEditor.ts';
import { stories } from './driver/stories.ts';
import { half } from './sample.ts';

describe('Where parts of OpenCrates are missing on the disk', () => {
  /** Moves every part that is loaded on use from one folder to another. */
  async function move(from: string, to: string): Promise<void> {
    const { extensionFolder } = await sharedEditor();
    const [source, target] = [join(extensionFolder, from), join(extensionFolder, to)];
    await mkdir(target, { recursive: true });
    const parts = (await readdir(source)).filter((name) => /^chunk-(?!chunk-)/u.test(name));
    assert.ok(parts.length > 0);
    for (const part of parts) await rename(join(source, part), join(target, part));
  }

  before(() => move('dist', 'away'));
  after(() => move('away', 'dist'));

  stories(
    'as after an update behind an open window',
    () => ({ files: { 'half.ts': half } }),
    (stage) => {
      it('a verb says so, and that a reload helps, which it does once they are there', async () => {
        const { bench } = stage();
        await bench.editor.open('half.ts');
        await bench.editor.chord('Control+K', 'Alt+G');
        const toast = await bench.notifications.waitFor('could not be loaded');
        assert.equal(
          toast.sentence,
          'OpenCrates could not be loaded: a part of it is missing on the disk. Reload the window; if that does not help, install it again.',
        );
        assert.deepEqual(toast.buttons, ['Reload Window']);
        await bench.screenshot('parts are missing');
        await move('away', 'dist');
        try {
          const loaded = bench.page.waitForEvent('load');
          await bench.notifications.click('could not be loaded', 'Reload Window');
          await loaded;
          await bench.panels.waitForStatus('OpenCrates');
          await bench.editor.open('half.ts');
          await bench.editor.chord('Control+K', 'Alt+G');
          assert.equal((await bench.input.shown()).title, 'Generate');
          await bench.input.dismiss();
        } finally {
          await move('dist', 'away');
        }
      });
    },
  );
});
