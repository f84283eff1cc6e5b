import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { needsModel } from './realModel.ts';
import { type ModelServer, startModelServer } from '../support/model.ts';
import { stories } from '../e2e/driver/stories.ts';

const patience = 150_000;

describe('The real model in the editor', function () {
  needsModel(this);
  let model: ModelServer;
  before(async () => {
    model = await startModelServer();
  });
  after(() => model?.stop());

  stories(
    'chosen from the context menu,',
    () => ({
      examples: ['typescript/statistics.ts', 'python/report.py', 'rust/temperature.rs'],
      settings: {
        'opencrates.endpoint': model.url,
        'opencrates.model': model.model,
        'opencrates.maxTokens': 300,
        // A busy browser on the same two cores slows the model tenfold.
        'opencrates.timeouts.headers': 140,
      },
    }),
    (stage) => {
      it('generates TypeScript: the diff fills, Accept takes it, the other functions stay as they are', async function () {
        this.timeout(patience + 30_000);
        const { bench } = stage();
        const before = await bench.onDisk('statistics.ts');
        await bench.editor.open('statistics.ts');
        await bench.editor.fromMenu('return sum / values.length', /^Generate/);
        await bench.input.waitForMessage('Replaces function mean (lines 1–7)');
        await bench.input.answer('Return 0 when there are no values.');
        await bench.editor.waitForTitleButton(/^Accept Proposal/, patience);
        await bench.screenshot('real generate');
        assert.equal(await bench.onDisk('statistics.ts'), before);
        await bench.editor.titleButton(/^Accept Proposal/);
        await bench.diff.gone();
        await bench.editor.save();
        const after = await changed(() => bench.onDisk('statistics.ts'), before);
        const rest = before.slice(before.indexOf('export function median'));
        assert.ok(after.startsWith('export function mean('), after);
        assert.ok(after.endsWith(rest), after);
      });

      it('documents Python: a docstring stands in the diff and no line of code differs', async function () {
        this.timeout(patience + 30_000);
        const { bench } = stage();
        const before = await bench.onDisk('report.py');
        await bench.editor.open('report.py');
        await bench.editor.fromMenu('counts[word] = counts', 'Document');
        await bench.editor.waitForTitleButton(/^Accept Proposal/, patience);
        await bench.screenshot('real document');
        assert.equal(await bench.onDisk('report.py'), before);
        await bench.editor.titleButton(/^Accept Proposal/);
        await bench.diff.gone();
        await bench.editor.save();
        const after = await changed(() => bench.onDisk('report.py'), before);
        const added = after.split('\n').filter((line) => !before.split('\n').includes(line));
        assert.match(added[0] ?? '', /^ {4}"""\S/, after);
        assert.match(after, /def word_counts\(text\):\n {4}"""/);
        assert.equal(after.replace(/ {4}"""[\s\S]*?"""\n/, ''), before);
      });

      it('analyzes Rust: the status bar says how many findings there are, and Problems lists those with a place', async function () {
        this.timeout(patience + 30_000);
        const { bench } = stage();
        const before = await bench.onDisk('temperature.rs');
        await bench.editor.open('temperature.rs');
        await bench.editor.selectLines(8, 20);
        await bench.editor.fromMenu('parts[1].trim()', 'Analyze');
        const line = await bench.panels.waitForQuietLine(/findings? in temperature\.rs/i, patience);
        const placed = /^(\d+) findings? in temperature\.rs(?: \((\d+) not placed\))?/.exec(line);
        const count = Number(placed?.[1] ?? 0) - Number(placed?.[2] ?? 0);
        const rows = count === 0 ? [] : await bench.panels.problems();
        await bench.screenshot('real analyze');
        assert.equal(rows.filter((row) => row.includes('opencrates')).length, count, rows.join('\n'));
        assert.equal(await bench.onDisk('temperature.rs'), before);
      });
    },
  );
});

async function changed(read: () => Promise<string>, before: string): Promise<string> {
  for (const deadline = Date.now() + 5000; Date.now() < deadline; await sleep(50)) {
    const now = await read();
    // While it is being saved a file is empty for a moment.
    if (now !== before && now !== '') return now;
  }
  return before;
}
