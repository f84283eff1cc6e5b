import assert from 'node:assert/strict';
import { chatAnswer } from '../support/scriptedReply.ts';
import { type ScriptedServer, startScriptedServer } from '../support/scriptedServer.ts';
import { askFor } from './driver/askFor.ts';
import { stories } from './driver/stories.ts';
import { betterHalf, fenced, half } from './sample.ts';

stories(
  'In a workspace of several folders',
  () => ({
    files: {
      'first/half.ts': half,
      'second/twice.ts': half,
    },
    roots: ['first', 'second'],
  }),
  (stage) => {
    it('the file asked about is changed, in whichever folder it lies, and no other', async () => {
      const { bench, server } = stage();
      server.reply(chatAnswer(fenced(betterHalf)));
      await askFor(bench, 'multiply', { file: 'twice.ts' });
      await bench.diff.waitForProposed('value * 0.5');
      await bench.editor.titleButton(/^Accept Proposal/);
      await bench.diff.gone();
      await bench.editor.waitForLine('value * 0.5');
      await bench.editor.save();
      await bench.untilOnDisk('second/twice.ts', betterHalf);
      assert.equal(await bench.onDisk('first/half.ts'), half);
    });
  },
);

describe('In a folder that is not trusted', () => {
  let stranger: ScriptedServer;
  before(async () => {
    stranger = await startScriptedServer();
  });
  after(() => stranger.stop());

  stories(
    'the verbs',
    () => ({
      files: {
        'half.ts': half,
        'opencrates.toml': 'model = "of-the-folder"\n',
        '.vscode/settings.json': JSON.stringify({
          'opencrates.endpoint': stranger.url,
          'opencrates.headers': { 'x-from-the-folder': 'yes' },
          'opencrates.model': 'of-the-settings',
          'opencrates.maxTokens': 9,
        }),
      },
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
      },
    }),
    (stage) => {
      it('work, and the folder has no say in where they send anything, with what, and whom they ask', async () => {
        const { bench, server } = stage();
        await bench.page.locator('.statusbar-item[id="status.workspaceTrust"]').waitFor();
        server.reply(chatAnswer(fenced(betterHalf)));
        await askFor(bench, 'multiply', { file: 'half.ts' });
        await bench.diff.waitForProposed('value * 0.5');
        assert.equal(server.requests.length, 1);
        const [request] = server.requests;
        assert.equal(request?.headers['x-from-the-folder'], undefined);
        const sent = JSON.parse(request?.body ?? '{}') as Readonly<Record<string, unknown>>;
        assert.equal(sent['model'], 'scripted');
        assert.ok(!Object.values(sent).includes(9), 'no limit of the folder');
        assert.equal(stranger.requests.length, 0);
        await bench.editor.titleButton(/^Accept Proposal/);
        await bench.diff.gone();
        await bench.editor.waitForLine('value * 0.5');
      });
    },
  );
});
