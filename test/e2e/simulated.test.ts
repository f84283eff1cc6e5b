import assert from 'node:assert/strict';
import { type SimulatedModel, startSimulatedModel } from '../start/simulatedModel.ts';
import { askFor } from './driver/askFor.ts';
import { stories } from './driver/stories.ts';
import { half } from './sample.ts';

describe('A simulated model is called simulated', () => {
  let model: SimulatedModel;
  before(async () => {
    model = await startSimulatedModel(5);
  });
  after(() => model.stop());

  stories(
    'everywhere',
    () => ({
      files: { 'half.ts': half },
      settings: { 'opencrates.endpoint': model.url, 'opencrates.model': model.model },
    }),
    (stage) => {
      it('in the status bar and its tooltip', async () => {
        const { bench } = stage();
        await bench.panels.waitForStatus('simulated');
        assert.match(await bench.panels.statusTooltip(), /simulated: no model is running/);
      });

      it('in the line under the box and in the title of the diff', async () => {
        const { bench } = stage();
        await askFor(bench, 'multiply', { file: 'half.ts' });
        assert.equal(await bench.diff.shown(), 'half.ts ↔ simulated proposal');
        await bench.panels.waitForStatus('simulated');
        assert.equal(await bench.onDisk('half.ts'), half);
      });

      it('on the page of an explanation', async () => {
        const { bench } = stage();
        await bench.editor.open('half.ts');
        await bench.editor.chord('Control+K', 'Alt+E');
        const page = bench.panels.webview();
        await page.locator('[data-phase=finished]').waitFor();
        assert.equal(await page.locator('#note').innerText(), 'Simulated: no model is running.');
      });

      it('after an analysis', async () => {
        const { bench } = stage();
        await bench.editor.open('half.ts');
        await bench.editor.chord('Control+K', 'Alt+A');
        await bench.panels.waitForQuietLine(/findings? in half\.ts.* · simulated/i);
      });
    },
  );
});
