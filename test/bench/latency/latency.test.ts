import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { type World, createWorld, eventually, fenced, run, tidy } from '../../integration/support/world.ts';
import { type Reply, chatAnswer, stall } from '../../support/scriptedReply.ts';
import { benchResult } from '../benchResult.ts';

const figures: Record<string, readonly number[]> = {};
const now = (): number => performance.timeOrigin + performance.now();
const add = (name: string, value: number): void => void (figures[name] = [...(figures[name] ?? []), value]);

const file = `${Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n')}\n`;
const lineCount = 40;
const chunkSize = 'written line 0\n'.length;
const answer = fenced(
  Array.from({ length: lineCount }, (_, index) => `written line ${index}`).join('\n'),
  'text',
);

describe('Latency', function () {
  this.timeout(300_000);
  let world: World;

  before(async () => {
    world = await createWorld();
  });
  after(async () => {
    writeFileSync(process.env[benchResult] ?? '', JSON.stringify(figures));
    await world.end();
  });

  async function begin(
    reply: Reply,
  ): Promise<{ readonly result: Promise<unknown>; readonly clicked: number }> {
    await world.begin();
    await world.open('notes.txt', file, 3);
    world.server.reply(reply);
    const clicked = now();
    const result = run('generate', { instruction: 'write lines' });
    await world.server.until(([request]) => request !== undefined);
    return { result, clicked };
  }

  it('from the click to the request', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { result, clicked } = await begin(chatAnswer(fenced('one line', 'text')));
      // The first one also loads the rooms a verb needs.
      const name = round === 0 ? 'first click → request' : 'click → request';
      add(name, (world.server.requests[0]?.at ?? Number.NaN) - clicked);
      await result;
      await tidy(world);
    }
  });

  it('from the bytes that complete a line to the line in the document', async () => {
    for (let round = 0; round < 3; round += 1) {
      const seen = new Map<number, number>();
      const listening = vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme !== 'opencrates-proposal') return;
        const text = document.getText();
        for (let line = 0; line < lineCount; line += 1)
          if (!seen.has(line) && text.includes(`written line ${line}\n`)) seen.set(line, now());
      });
      const { result } = await begin(chatAnswer(answer, { chunkSize, delayMs: 30 }));
      await result;
      await sleep(200);
      listening.dispose();
      collect(seen, world.server.requests[0]?.sentAt ?? []);
      await tidy(world);
    }
  });

  function collect(seen: ReadonlyMap<number, number>, sentAt: readonly number[]): void {
    for (const [line, at] of seen) {
      const words = `written line ${line}\n`;
      const end = answer.indexOf(words) + words.length;
      // One piece, the role, is written before any content.
      const sent = sentAt[Math.ceil(end / chunkSize)];
      if (sent !== undefined) add('line sent → in the document', at - sent);
    }
  }

  for (const [stage, reply] of [
    ['before headers', stall],
    ['before the first word', chatAnswer(answer, { firstDelayMs: 20_000 })],
    ['mid-answer', chatAnswer(answer.repeat(20), { delayMs: 20 })],
  ] as const)
    it(`from Cancel ${stage} to idle and to the disconnect`, async () => {
      for (let round = 0; round < 6; round += 1) {
        const { result } = await begin(reply);
        await sleep(300);
        const cancelled = now();
        void run('cancel');
        await result;
        add(`cancel ${stage} → idle`, now() - cancelled);
        await world.server.until(([request]) => request?.disconnectedAt !== undefined);
        add(
          `cancel ${stage} → disconnect`,
          (world.server.requests[0]?.disconnectedAt ?? Number.NaN) - cancelled,
        );
        await tidy(world);
      }
    });

  it('of the longest pause of the extension host while a verb runs', async () => {
    const finding = {
      category: 'bug',
      severity: 'warning',
      rule: 'r',
      message: 'm',
      suggestion: 's',
      quote: 'line 7',
    };
    const verbs = {
      generate: answer,
      analyze: `${JSON.stringify(finding)}\n`.repeat(20),
      explain: 'A paragraph with `code`.\n\n'.repeat(100),
    };
    for (const [verb, text] of Object.entries(verbs)) {
      for (let round = 0; round < 3; round += 1) {
        await world.begin();
        await world.open('notes.txt', file, 3);
        world.server.reply(chatAnswer(text, { delayMs: 5, chunkSize: 20 }));
        const delay = monitorEventLoopDelay({ resolution: 1 });
        delay.enable();
        const result = run(verb, { instruction: 'write lines' });
        await eventually('an answer', () => world.server.requests[0]?.answeredAt, 30_000);
        await Promise.race([result, sleep(5000)]);
        delay.disable();
        add(`longest block in ${verb}`, delay.max / 1e6);
        await tidy(world);
      }
    }
  });
});
