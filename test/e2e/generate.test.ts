import assert from 'node:assert/strict';
import { chatAnswer } from '../support/scriptedReply.ts';
import { type ScriptedServer, startScriptedServer } from '../support/scriptedServer.ts';
import { type Workbench, endWorkbenches, openWorkbench } from './driver/workbench.ts';

const file = ['export function median(values: number[]): number {', '  return values[0];', '}', ''].join(
  '\n',
);
const better = [
  'export function median(values: number[]): number {',
  '  const sorted = values.toSorted((a, b) => a - b);',
  '  return sorted[Math.floor(sorted.length / 2)] ?? NaN;',
  '}',
].join('\n');

describe('Generate, as a person does it', () => {
  let server: ScriptedServer;
  let bench: Workbench;

  before(async () => {
    server = await startScriptedServer();
    bench = await openWorkbench({
      files: { 'median.ts': file },
      environment: { OPENCRATES_ENDPOINT: server.url, OPENCRATES_MODEL: 'scripted' },
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await bench.screenshot(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(async () => {
    await bench?.close();
    await server.stop();
    await endWorkbenches();
  });

  it('lists the verbs in the palette', async () => {
    const listed = await bench.input.commandsListed('OpenCrates: ');
    assert.ok(listed.includes('OpenCrates: Show Usage'), listed.join(', '));
  });

  it('asks what to write, says what it replaces, and shows the answer beside the file', async () => {
    server.reply(chatAnswer(`\`\`\`ts\n${better}\n\`\`\`\n`, { delayMs: 20 }));
    await bench.editor.open('median.ts');
    await bench.editor.goTo(2);
    await bench.editor.fromMenu('return values', /^Generate/);
    const box = await bench.input.shown();
    assert.equal(box.title, 'Generate');
    assert.match(box.message, /Replaces function `median` \(lines 1–3\)/);
    await bench.screenshot('generate-input');
    await bench.input.answer('handle unsorted input');
    await bench.diff.waitForProposed('values.toSorted');
    await bench.diff.waitForProposed('Math.floor');
    await bench.screenshot('generate-diff');
    assert.equal(await bench.onDisk('median.ts'), file);
  });

  it('changes the file when the proposal is accepted, in one undo step', async () => {
    await bench.editor.titleButton(/^Accept/);
    await bench.diff.gone();
    await bench.editor.waitForLine('values.toSorted');
    await bench.editor.save();
    await bench.untilOnDisk('median.ts', `${better}\n`);
    await bench.editor.undo();
    await bench.editor.waitForLine('return values[0]');
    await bench.editor.save();
    await bench.untilOnDisk('median.ts', file);
  });
});
