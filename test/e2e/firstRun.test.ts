import assert from 'node:assert/strict';
import { type ScriptedServer, modelList, startScriptedServer } from '../support/scriptedServer.ts';
import { chatAnswer } from '../support/scriptedReply.ts';
import { usualServers } from '../../src/openai/findLocalServers.ts';
import { askFor } from './driver/askFor.ts';
import { stories } from './driver/stories.ts';
import { betterHalf, fenced, half } from './sample.ts';

const sentence = 'OpenCrates has no key for api.openai.com.';

stories(
  'With no key and no server set up',
  () => ({ files: { 'first.ts': half }, settings: { 'opencrates.endpoint': undefined } }),
  (stage) => {
    it('the first verb says so once, and Enter Key leads to the box for the key', async () => {
      const { bench } = stage();
      await bench.editor.open('first.ts');
      await bench.editor.chord('Control+K', 'Alt+G');
      const toast = await bench.notifications.waitFor('no key');
      assert.equal(toast.sentence, sentence);
      assert.equal(toast.buttons.at(0), 'Enter Key');
      assert.equal(toast.buttons.at(-1), 'Help');
      await bench.notifications.click('no key', 'Enter Key');
      const box = await bench.input.shown();
      assert.equal(box.title, 'Key for api.openai.com');
      await bench.input.type('not-a-key');
      await bench.input.waitForMessage('begin with "sk-"');
      await bench.input.dismiss();
    });

    it("Help opens the page that tells how to use a model of one's own", async () => {
      const { bench } = stage();
      await bench.editor.open('first.ts');
      await bench.editor.chord('Control+K', 'Alt+A');
      await bench.notifications.waitFor('no key');
      await bench.notifications.click('no key', 'Help');
      await bench.panels.webview().getByRole('heading', { name: 'Your own model' }).waitFor();
    });

    it('a server found on this computer is offered, and answers once it is chosen', async function () {
      const { bench } = stage();
      const found = await serverAtAUsualPort();
      if (found === undefined) {
        console.log('NOT RUN: every usual port of a model server is taken on this computer.');
        return this.skip();
      }
      try {
        found.server.replyModels(modelList('small-coder'));
        found.server.reply(chatAnswer(fenced(betterHalf)));
        await bench.editor.open('first.ts');
        await bench.editor.chord('Control+K', 'Alt+G');
        const offer = `Use ${found.name} on this computer`;
        const toast = await bench.notifications.waitFor('no key');
        assert.ok(toast.buttons.includes(offer), toast.buttons.join(', '));
        await bench.notifications.click('no key', offer);
        await bench.input.waitForMessage(`small-coder on this computer`);
        await bench.input.dismiss();
        await askFor(bench, 'multiply', { file: 'first.ts' });
        await bench.diff.waitForProposed('value * 0.5');
        assert.equal(found.server.requests[0]?.headers.authorization, undefined);
        assert.equal(await bench.onDisk('first.ts'), half);
      } finally {
        await found.server.stop();
      }
      return undefined;
    });
  },
);

/** A scripted server where one of the usual programs would listen; undefined when all their ports are taken. */
async function serverAtAUsualPort(): Promise<
  { readonly name: string; readonly server: ScriptedServer } | undefined
> {
  for (const { name, endpoint } of usualServers) {
    const port = Number(new URL(endpoint).port);
    const server = await startScriptedServer({ port }).catch(() => undefined);
    if (server !== undefined) return { name, server };
  }
  return undefined;
}
