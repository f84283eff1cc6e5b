import assert from 'node:assert/strict';
import { chatAnswer, lasting, status } from '../support/scriptedReply.ts';
import { askFor } from './driver/askFor.ts';
import { stories } from './driver/stories.ts';
import { betterHalf, fenced, half } from './sample.ts';

stories(
  'The status bar and the usage',
  () => ({ files: { 'empty.py': '', 'status.ts': half, 'failing.ts': half } }),
  (stage) => {
    it('begin with the name of the product and an invitation', async () => {
      const { bench } = stage();
      assert.equal(await bench.panels.status(), 'OpenCrates');
      await bench.panels.clickStatus();
      assert.equal((await bench.input.shown()).title, 'Usage');
      assert.match(
        (await bench.input.entries())[0] ?? '',
        /^Nothing has been asked yet\. ?Run the first Generate$/,
      );
      await bench.input.dismiss();
    });

    it('tell what is done and for how long, then go back', async () => {
      const { bench, server } = stage();
      server.reply(
        chatAnswer(fenced(betterHalf), {
          delayMs: 150,
          usage: { promptTokens: 1210, completionTokens: 34 },
        }),
      );
      await askFor(bench, 'multiply', { file: 'status.ts' });
      await bench.panels.waitForStatus(/Generating… \d s/);
      await bench.panels.waitForStatus(/Generating… 1 s/);
      await bench.panels.waitForStatus(/^\s*OpenCrates\s*$/);
    });

    it('tell that a request failed, and count it with the others of today', async () => {
      const { bench, server } = stage();
      server.reply(...lasting(status(500, { error: { message: 'broken' } })));
      await askFor(bench, 'multiply', { file: 'failing.ts' });
      await bench.notifications.waitFor('problem of its own');
      await bench.panels.waitForStatus('failed');
      await bench.panels.clickStatus();
      await bench.input.shown();
      const [today] = await bench.input.entries();
      assert.match(today ?? '', /^Today ?(about )?1,210 tokens in, 34 out · 2 requests, 1 failed$/);
      await bench.input.dismiss();
      server.reply(chatAnswer('{"none": true}'));
      await bench.editor.open('status.ts');
      await bench.editor.chord('Control+K', 'Alt+A');
      await bench.panels.waitForStatus(/^\s*OpenCrates\s*$/);
    });

    it('say that an empty file has nothing to analyze, without asking anyone', async () => {
      const { bench, server } = stage();
      await bench.editor.open('empty.py');
      await bench.editor.chord('Control+K', 'Alt+A');
      assert.deepEqual(await bench.notifications.waitFor('empty.py'), {
        sentence: 'empty.py has no code here: nothing to analyze.',
        buttons: [],
      });
      assert.equal(server.requests.length, 0);
    });
  },
);
