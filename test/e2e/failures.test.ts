import assert from 'node:assert/strict';
import { chatAnswer, lasting, status } from '../support/scriptedReply.ts';
import { askFor } from './driver/askFor.ts';
import { stories } from './driver/stories.ts';
import { betterHalf, fenced, half } from './sample.ts';

const names = ['killed', 'key', 'ending', 'model', 'again', 'explain'].map((name) => `${name}.ts`);

stories(
  'When a request fails, a person reads',
  () => ({ files: Object.fromEntries(names.map((name) => [name, half])) }),
  (stage) => {
    it('that the server closed the connection, when it is killed mid-answer', async () => {
      const { bench, server } = stage();
      server.reply(chatAnswer(fenced(betterHalf), { delayMs: 50, cutAfter: 8, cut: 'reset' }));
      await askFor(bench, 'multiply', { file: 'killed.ts' });
      const toast = await bench.notifications.waitFor('closed the connection');
      assert.equal(
        toast.sentence,
        `killed.ts: 127.0.0.1:${server.port} closed the connection before the answer was complete.`,
      );
      assert.deepEqual(toast.buttons, ['Continue', 'Show Anyway', 'Discard']);
      assert.equal(
        (await bench.editor.titleButtons()).some((label) => label.startsWith('Accept')),
        false,
      );
      await bench.notifications.click('closed the connection', 'Discard');
      await bench.diff.gone();
      assert.equal(await bench.onDisk('killed.ts'), half);
    });

    it('that the server wants a valid key, when it refuses a request without one', async () => {
      const { bench, server } = stage();
      server.reply(status(401, { error: { message: 'Invalid API Key', code: 401 } }));
      await askFor(bench, 'multiply', { file: 'key.ts' });
      const toast = await bench.notifications.waitFor('refused');
      assert.equal(
        toast.sentence,
        `key.ts: 127.0.0.1:${server.port} refused the request: it wants a valid key.`,
      );
      assert.deepEqual(toast.buttons, ['Enter Key', 'Test']);
      await bench.panels.waitForStatus('failed');
      await bench.diff.gone();
      assert.equal(await bench.onDisk('key.ts'), half);
    });

    it('how a wrong key ends, after entering it from the message', async () => {
      const { bench, server } = stage();
      server.replyAlways(status(401, { error: { message: 'Invalid API Key', code: 401 } }));
      await askFor(bench, 'multiply', { file: 'ending.ts' });
      await bench.notifications.waitFor('refused');
      await bench.notifications.click('refused', 'Enter Key');
      const box = await bench.input.shown();
      assert.equal(box.title, `Key for 127.0.0.1:${server.port}`);
      await bench.input.answer('wrong-key-of-a-test-4f2a');
      await bench.notifications.clear();
      await askFor(bench, 'multiply', { file: 'ending.ts' });
      const toast = await bench.notifications.waitFor('4f2a');
      assert.equal(toast.sentence, `ending.ts: 127.0.0.1:${server.port} refused the key ending in …4f2a.`);
      assert.equal(server.requests.at(-1)?.headers.authorization, 'Bearer wrong-key-of-a-test-4f2a');
      await bench.input.command('OpenCrates: Forget Key');
      await bench.notifications.waitFor(`The key for 127.0.0.1:${server.port} is forgotten.`);
      assert.equal(await bench.onDisk('ending.ts'), half);
    });

    it('that the server has no such model, with the list of those it has', async () => {
      const { bench, server } = stage();
      server.reply(status(404, { error: { message: "model 'scripted' not found", type: 'api_error' } }));
      await askFor(bench, 'multiply', { file: 'model.ts' });
      const toast = await bench.notifications.waitFor('no model');
      assert.equal(toast.sentence, `model.ts: 127.0.0.1:${server.port} has no model named scripted.`);
      assert.deepEqual(toast.buttons, ['Switch Model', 'Test']);
      await bench.notifications.click('no model', 'Switch Model');
      await bench.input.shown();
      await bench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'in use' }).waitFor();
      await bench.input.dismiss();
      assert.equal(await bench.onDisk('model.ts'), half);
    });

    it('the instruction again in the box, and Try Again sends it', async () => {
      const { bench, server } = stage();
      server.reply(...lasting(status(500, { error: { message: 'broken' } })), chatAnswer(fenced(betterHalf)));
      await askFor(bench, 'multiply instead of dividing', { file: 'again.ts' });
      const toast = await bench.notifications.waitFor('problem of its own');
      assert.deepEqual(toast.buttons, ['Try Again', 'Show Log']);
      await bench.editor.chord('Control+K', 'Alt+G');
      await bench.input.shown();
      assert.equal(await bench.input.typed(), 'multiply instead of dividing');
      await bench.input.dismiss();
      await bench.notifications.click('problem of its own', 'Try Again');
      await bench.diff.waitForProposed('value * 0.5');
      assert.match(server.requests.at(-1)?.body ?? '', /multiply instead of dividing/);
    });

    it('it in the panel, and only there, when an explanation fails', async () => {
      const { bench, server } = stage();
      server.reply(...lasting(status(500, { error: { message: 'broken' } })));
      await bench.editor.open('explain.ts');
      await bench.editor.chord('Control+K', 'Alt+E');
      const page = bench.panels.webview();
      await page.locator('[data-phase=failed] #sentence').waitFor();
      assert.equal(
        await page.locator('#sentence').innerText(),
        `127.0.0.1:${server.port} has a problem of its own (status 500).`,
      );
      assert.deepEqual(await bench.notifications.all(), []);
    });
  },
);

stories(
  'Without a network, a person reads',
  () => ({
    files: { 'offline.ts': half },
    settings: { 'opencrates.endpoint': 'https://models.example.invalid/v1' },
  }),
  (stage) => {
    it('which host cannot be reached and why, after entering a key for it from the palette', async () => {
      const { bench } = stage();
      await bench.input.command('OpenCrates: Enter Key…');
      const box = await bench.input.shown();
      assert.equal(box.title, 'Key for models.example.invalid');
      assert.match(
        box.message,
        /Kept in the secret storage of the editor and sent only to models\.example\.invalid/,
      );
      await bench.input.answer('a-key-for-a-host-that-is-not');
      await askFor(bench, 'multiply', { file: 'offline.ts' });
      const toast = await bench.notifications.waitFor("Can't reach");
      assert.match(
        toast.sentence,
        /^offline\.ts: Can't reach models\.example\.invalid \((name not found|the name could not be looked up; is this computer online\?)\)\.$/,
      );
      assert.deepEqual(toast.buttons, ['Try Again', 'Check Health', 'Settings']);
      await bench.panels.waitForStatus('failed');
      assert.equal(await bench.onDisk('offline.ts'), half);
    });
  },
);
