import assert from 'node:assert/strict';
import { chatAnswer } from '../support/scriptedReply.ts';
import { askFor } from './driver/askFor.ts';
import { stories } from './driver/stories.ts';
import { betterHalf, fenced, half } from './sample.ts';

const names = ['words', 'python', 'empty', 'cut', 'same'].map((name) => `${name}.ts`);
const cut = fenced(betterHalf.slice(0, betterHalf.indexOf('}'))).replace(/\n```\n$/, '');

stories(
  'An answer that cannot be used',
  () => ({ files: Object.fromEntries(names.map((name) => [name, half])) }),
  (stage) => {
    it('because it holds no code is said, and Show Answer shows it', async () => {
      const { bench, server } = stage();
      server.reply(chatAnswer('Dividing by two is already the best way to halve a number.'));
      await askFor(bench, 'multiply', { file: 'words.ts' });
      const toast = await bench.notifications.waitFor('without code');
      assert.equal(toast.sentence, 'The model answered without code for words.ts.');
      assert.deepEqual(toast.buttons, ['Show Answer', 'Regenerate', 'Discard']);
      await bench.notifications.click('without code', 'Show Answer');
      await bench.editor.waitForLine('Dividing by two is already the best way to halve a number.');
      assert.equal(await bench.onDisk('words.ts'), half);
    });

    it('because it is in another language is said with the name of the file', async () => {
      const { bench, server } = stage();
      server.reply(chatAnswer(fenced('def half(value):\n    return value * 0.5', 'python')));
      await askFor(bench, 'multiply', { file: 'python.ts' });
      const toast = await bench.notifications.waitFor('another language');
      assert.equal(toast.sentence, 'The answer is in another language than python.ts.');
      assert.deepEqual(toast.buttons, ['Show Anyway', 'Regenerate', 'Discard']);
      assert.equal(await bench.onDisk('python.ts'), half);
    });

    it('because it is empty is said, and Regenerate asks again', async () => {
      const { bench, server } = stage();
      server.reply(chatAnswer(''), chatAnswer(fenced(betterHalf)));
      await askFor(bench, 'multiply', { file: 'empty.ts' });
      const toast = await bench.notifications.waitFor('empty answer');
      assert.equal(toast.sentence, 'The model gave an empty answer for empty.ts.');
      assert.deepEqual(toast.buttons, ['Regenerate', 'Discard']);
      assert.equal(await bench.onDisk('empty.ts'), half);
      await bench.notifications.click('empty answer', 'Regenerate');
      await bench.diff.waitForProposed('value * 0.5');
      await bench.editor.titleButton(/^Discard Proposal/);
      await bench.diff.gone();
      assert.equal(await bench.onDisk('empty.ts'), half);
    });

    it('because it was cut at the limit is shown only after Show Anyway, and can then be accepted', async () => {
      const { bench, server } = stage();
      server.reply(chatAnswer(cut, { finishReason: 'length' }));
      await askFor(bench, 'multiply', { file: 'cut.ts' });
      const toast = await bench.notifications.waitFor('before its end');
      // Regenerate stands in the title bar: five buttons would be cut to their first letters.
      assert.deepEqual(toast.buttons, ['Continue', 'Show Anyway', 'Raise the Limit', 'Discard']);
      assert.equal(
        (await bench.editor.titleButtons()).some((label) => label.startsWith('Accept')),
        false,
      );
      await bench.notifications.click('before its end', 'Show Anyway');
      await bench.diff.waitForProposed('value * 0.5');
      assert.equal(await bench.onDisk('cut.ts'), half);
      await bench.editor.titleButton(/^Accept Proposal/);
      await bench.diff.gone();
      await bench.editor.waitForLine('value * 0.5');
    });

    it('because it changes nothing is said, and the diff goes away', async () => {
      const { bench, server } = stage();
      server.reply(chatAnswer(fenced(half)));
      await askFor(bench, 'multiply', { file: 'same.ts' });
      const toast = await bench.notifications.waitFor('changes nothing');
      assert.equal(toast.sentence, 'The answer changes nothing in same.ts. Ask more exactly.');
      await bench.diff.gone();
      assert.equal(await bench.onDisk('same.ts'), half);
    });
  },
);
