import assert from 'node:assert/strict';
import { tableLines } from '../../bench/figures.ts';
import { parsePerfview } from '../../bench/parsePerfview.ts';
import { median, quantile } from '../../bench/statistics.ts';

const perfview = [
  '## Extension Activation Stats',
  '',
  '| Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  '| opencrates.opencrates | false | 7 | 2 | 1 | onStartupFinished | opencrates.opencrates |',
  '| vscode.git | true | 30 | 20 | 10 | * | vscode.git |',
].join('\n');

describe('The bench', () => {
  it('adds up what the editor says of loading and activating', () => {
    assert.deepEqual(
      [...parsePerfview(perfview)],
      [
        ['opencrates.opencrates', 10],
        ['vscode.git', 60],
      ],
    );
  });

  it('finds nothing in a page without that table', () => {
    assert.equal(parsePerfview('nothing here').size, 0);
  });

  it('takes quantiles by the nearest rank', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(quantile([10, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0.95), 10);
    assert.ok(Number.isNaN(median([])));
  });

  it('counts a goal as missed when its figure is too high, no number, or not there', () => {
    const figures = [
      { name: 'fine', value: 1 },
      { name: 'high', value: 3 },
      { name: 'odd', value: Number.NaN },
    ];
    const { lines, missed } = tableLines(figures, { fine: 2, high: 2, odd: 2, gone: 2 });
    assert.equal(missed, 3);
    assert.equal(lines.length, 5, 'a heading and a line each');
    assert.match(lines.at(-1) ?? '', /^gone +none +≤ 2 +MISSED$/);
  });
});
