import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createProgressBar, formatBytes, formatProgress, formatSeconds } from '../../start/progressBar.ts';
import { editorBytes } from '../../support/installCodeServer.ts';
import { runStepOrFail } from '../../support/runStep.ts';
import type { StepEvent } from '../../support/stepEvent.ts';

function screen(isTerminal: boolean, columns = 120) {
  const written: string[] = [];
  return { isTerminal, columns, write: (text: string) => void written.push(text), written };
}

describe('Progress', () => {
  it('tells bytes in decimal units', () => {
    assert.deepEqual(
      [0, 999, 1000, 9_949_999, 9_960_000, 491_400_064, 999_600_000, 1_117_320_768].map(formatBytes),
      ['0 B', '999 B', '1.0 kB', '9.9 MB', '10 MB', '491 MB', '1.0 GB', '1.1 GB'],
    );
  });

  it('tells seconds, minutes and hours', () => {
    assert.deepEqual([-1, 0.4, 59.4, 60, 125, 4320].map(formatSeconds), [
      '0 s',
      '0 s',
      '59 s',
      '1 min 0 s',
      '2 min 5 s',
      '1 h 12 min',
    ]);
  });

  it('shows the share, bytes, rate and time left', () => {
    assert.equal(
      formatProgress({ step: 'Model', done: 250_000_000, total: 500_000_000 }, 50_000_000, 5),
      'Model  ██████████░░░░░░░░░░  50 %  250 MB of 500 MB  50 MB/s  5 s left',
    );
  });

  it('tells what is written from what is downloaded, and gives it no rate of the network', () => {
    assert.equal(
      formatProgress({ step: 'Editor', done: 255_000_000, total: 510_000_000, written: true }, 51_000_000, 5),
      'Editor  ██████████░░░░░░░░░░  50 %  255 MB of 510 MB written  5 s left',
    );
  });

  it('counts as written what a program wrote, and as much for the editor as the README says', async () => {
    const events: StepEvent[] = [];
    const step = { name: 'Nothing', command: process.execPath, args: ['-e', ''], expectedBytes: 7 };
    await runStepOrFail(step, (event) => void events.push(event));
    assert.deepEqual(events.at(-1), { kind: 'bytes', step: 'Nothing', done: 7, total: 7, written: true });
    const readme = await readFile(path.resolve(import.meta.dirname, '../../../README.md'), 'utf8');
    const whole = Object.values(editorBytes).reduce((sum, bytes) => sum + bytes, 0);
    assert.equal(/the (\S+ GB) that are written meanwhile/.exec(readme)?.[1], formatBytes(whole));
  });

  it('leaves out what is not known, and tells the time of what is not counted in bytes', () => {
    assert.equal(
      formatProgress({ step: 'Compiling', done: 2000, total: undefined }, 100, 75),
      'Compiling  1 min 15 s',
    );
    assert.equal(
      formatProgress({ step: 'Model', done: 5, total: 10 }, 0, 1),
      'Model  ██████████░░░░░░░░░░  50 %  5 B of 10 B',
    );
  });

  it('never passes the whole when an estimate was too small', () => {
    assert.equal(
      formatProgress({ step: 'Editor', done: 30, total: 20 }, 10, 1),
      'Editor  ████████████████████  100 %  20 B of 20 B  10 B/s',
    );
  });

  it('redraws one line of a terminal at most every 100 ms and ends it with a line break', () => {
    const out = screen(true, 42);
    let now = 0;
    const bar = createProgressBar(out, () => now);
    for (const [at, done] of [
      [0, 0],
      [50, 10],
      [1000, 50],
      [1010, 100],
    ] as const) {
      now = at;
      bar.report({ kind: 'bytes', step: 'Model', done, total: 100 });
    }
    bar.end();
    bar.end();
    assert.deepEqual(out.written, [
      '\r\u001B[KModel  ░░░░░░░░░░░░░░░░░░░░  0 %  0 B of ',
      '\r\u001B[KModel  ██████████░░░░░░░░░░  50 %  50 B o',
      '\r\u001B[KModel  ████████████████████  100 %  100 B\n',
    ]);
  });

  it('writes one line at the start and one at the end of each step where there is no terminal', () => {
    const out = screen(false);
    const bar = createProgressBar(out, () => 0);
    bar.report({ kind: 'bytes', step: 'One', done: 1, total: 2 });
    bar.report({ kind: 'bytes', step: 'One', done: 2, total: 2 });
    bar.report({ kind: 'bytes', step: 'Two', done: 7, total: undefined });
    bar.report({ kind: 'note', text: 'A remark.' });
    assert.deepEqual(out.written, [
      'One …\n',
      'One  ████████████████████  100 %  2 B of 2 B\n',
      'Two …\n',
      'Two  0 s\n',
      'A remark.\n',
    ]);
  });
});
