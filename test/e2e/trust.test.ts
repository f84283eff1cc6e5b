import assert from 'node:assert/strict';
import { personSettings } from '../start/openEditor.ts';
import { stories } from './driver/stories.ts';
import { half } from './sample.ts';

stories(
  'In a folder of their own that npm start opened',
  () => ({ files: { 'half.ts': half }, settings: personSettings }),
  (stage) => {
    it('a person is asked whether they trust its authors, and the window is restricted until they do', async () => {
      const { page } = stage().bench;
      const restricted = page.locator('.statusbar-item[id="status.workspaceTrust"]');
      const question = page.locator('.monaco-dialog-box');
      await question.getByText('Do you trust the authors of the files in this folder?').waitFor();
      await restricted.waitFor();
      await question.getByText('Yes, I trust the authors').click();
      await question.waitFor({ state: 'detached' });
      await restricted.waitFor({ state: 'detached' });
      assert.equal(await page.getByText('Restricted Mode').count(), 0);
    });
  },
);
