import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { timeSeen } from '../../integration/support/person.ts';
import { type World, createWorld, fenced, run, tidy } from '../../integration/support/world.ts';
import { type Reply, chatAnswer, stall } from '../../support/scriptedReply.ts';
import { statusItem } from '../../support/statusItem.ts';
import { hostEnvironment } from '../../integration/harness/hostProtocol.ts';
import { benchResult } from '../benchResult.ts';
import { baseLines, cancelStages, largeSizes, longestBlock, longestOwn, verbs } from '../figures.ts';
import { longestPause } from '../longestPause.ts';
import { longestOwnStretch } from './ownStretch.ts';
import { createBareFile } from './bareFile.ts';
import { largeModule } from './largeModule.ts';

const figures: Record<string, readonly number[]> = {};
const now = (): number => performance.timeOrigin + performance.now();
const add = (name: string, value: number): void => void (figures[name] = [...(figures[name] ?? []), value]);

/** No language service answers for plain text: no look-up stands between the click and the request. */
const file = `${Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n')}\n`;
const lineCount = 40;
const restMs = 500;
const extensionFolder = `${process.env[hostEnvironment.repository]}/dist/`;
/** Milliseconds: a host that never pauses for longer has come to rest. */
const quietMs = 20;
const chunkSize = 'written line 0\n'.length;
const answer = fenced(
  Array.from({ length: lineCount }, (_, index) => `written line ${index}`).join('\n'),
  'text',
);
const cancelReplies: Readonly<Record<(typeof cancelStages)[number], Reply>> = {
  'before headers': stall,
  'before the first word': chatAnswer(answer, { firstDelayMs: 20_000 }),
  'mid-answer': chatAnswer(answer.repeat(20), { delayMs: 20 }),
};

/** One unit of a module of so many lines, eight for each, answered by the whole unit anew. */
const modules = largeSizes.map((lines) => ({ lines, ...largeModule(lines / 8) }));
const record = { summary: 'Adds up.', parameters: { values: 'The numbers.' }, returns: 'Their sum.' };
const finding = (index: number): string => {
  const words = {
    category: 'bug',
    severity: 'warning',
    rule: `rule-${index}`,
    message: 'm',
    suggestion: 's',
  };
  return `${JSON.stringify({ ...words, quote: `export function total${index}` })}\n`;
};
const answersTo = {
  generate: ({ answer: unit }: (typeof modules)[number]): string => fenced(unit),
  document: (): string => JSON.stringify({ ...record, details: 'More words. '.repeat(30) }),
  analyze: (): string => Array.from({ length: 30 }, (_, index) => finding(index)).join(''),
  explain: (): string => 'A paragraph with `code` and *words*.\n\n```ts\nconst one = 1;\n```\n\n'.repeat(50),
};

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
    // A person clicks in an editor that has come to rest, not while it still opens the file.
    await sleep(restMs);
    world.server.reply(reply);
    const clicked = now();
    const result = run('generate', { instruction: 'write lines' });
    await world.server.until(([request]) => request !== undefined);
    return { result, clicked };
  }

  it('from the click to the request', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { result, clicked } = await begin(chatAnswer(fenced('one line', 'text')));
      // The first one also loads the rooms a verb needs.
      const name = round === 0 ? 'first click → request' : 'click → request';
      add(name, (world.server.requests[0]?.at ?? Number.NaN) - clicked);
      await result;
      await tidy(world);
    }
  });

  it('from the change of a bare file to its document', async () => {
    await world.begin();
    const { document } = await world.open('notes.txt', file, 3);
    const bare = createBareFile(file);
    await vscode.commands.executeCommand('vscode.diff', document.uri, bare.uri, 'bare');
    await sleep(restMs);
    for (let line = 0; line < lineCount; line += 1) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const listening = vscode.workspace.onDidChangeTextDocument(({ document: grown }) => {
        if (grown.uri.scheme === bare.uri.scheme && grown.getText().includes(`grown line ${line}\n`))
          resolve();
      });
      const grown = now();
      bare.grow(`grown line ${line}`);
      await promise;
      add('bare file changed → in the document', now() - grown);
      listening.dispose();
      await sleep(30);
    }
    await tidy(world);
    bare.dispose();
  });

  it('from the bytes that complete a line to the line in the document', async () => {
    for (let round = 0; round < 5; round += 1) {
      const seen = new Map<number, number>();
      const listening = vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme !== 'opencrates-proposal') return;
        const text = document.getText();
        for (let line = 0; line < lineCount; line += 1)
          if (!seen.has(line) && text.includes(`written line ${line}\n`)) seen.set(line, now());
      });
      const { result } = await begin(chatAnswer(answer, { chunkSize, delayMs: 30, firstDelayMs: 800 }));
      await result;
      await sleep(200);
      listening.dispose();
      collect(seen, world.server.requests[0]?.sentAt ?? []);
      await tidy(world);
    }
  });

  function collect(seen: ReadonlyMap<number, number>, sentAt: readonly number[]): void {
    for (let line = 0; line < lineCount; line += 1) {
      const words = `written line ${line}\n`;
      const end = answer.indexOf(words) + words.length;
      // One piece, the role, is written before any content.
      const sent = sentAt[Math.ceil(end / chunkSize)] ?? Number.NaN;
      add('line sent → in the document', (seen.get(line) ?? Number.POSITIVE_INFINITY) - sent);
    }
  }

  it('from the wish to close a bare diff to its end', async () => {
    for (let round = 0; round < 7; round += 1) {
      await world.begin();
      const { document } = await world.open('notes.txt', file, 3);
      const bare = createBareFile(file);
      await vscode.commands.executeCommand('vscode.diff', document.uri, bare.uri, 'bare');
      await sleep(restMs);
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      const wished = now();
      if (tab !== undefined) await vscode.window.tabGroups.close(tab);
      add('bare diff closed', now() - wished);
      await tidy(world);
      bare.dispose();
    }
  });

  for (const stage of cancelStages)
    it(`from Cancel ${stage} to idle, to the end of the diff and to the disconnect`, async () => {
      for (let round = 0; round < 7; round += 1) {
        const { result } = await begin(cancelReplies[stage]);
        await sleep(restMs);
        const idle = timeSeen('OpenCrates', statusItem);
        // What looks for it must be at its place before.
        await sleep(restMs / 5);
        const cancelled = now();
        void run('cancel');
        await result;
        add(`cancel ${stage} → diff closed`, now() - cancelled);
        add(`cancel ${stage} → idle`, (await idle) - cancelled);
        await world.server.until(([request]) => request?.disconnectedAt !== undefined);
        const disconnected = world.server.requests[0]?.disconnectedAt ?? Number.NaN;
        add(`cancel ${stage} → disconnect`, disconnected - cancelled);
        await tidy(world);
      }
    });

  /** Opens a module and waits until the editor and the language's own extension are done with it. */
  async function openLarge({ text, line }: (typeof modules)[number]): Promise<void> {
    await world.begin();
    await world.open('module.ts', text, line);
    while ((await longestPause(() => sleep(2 * restMs))) > quietMs);
  }

  const withoutVerb: Readonly<Record<(typeof baseLines)[number], (text: string) => Promise<unknown>>> = {
    rest: () => sleep(4 * restMs),
    async 'a diff'(text) {
      const file = vscode.window.activeTextEditor?.document.uri;
      const { uri } = await vscode.workspace.openTextDocument({ content: text, language: 'plaintext' });
      await vscode.commands.executeCommand('vscode.diff', file, uri, 'by hand');
      await sleep(4 * restMs);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    },
  };

  for (const module of modules)
    for (const base of baseLines)
      it(`of the longest pause of the extension host during ${base} on ${module.lines} lines`, async () => {
        for (let round = 0; round < 3; round += 1) {
          await openLarge(module);
          add(longestBlock(base, module.lines), await longestPause(() => withoutVerb[base](module.text)));
          await tidy(world);
        }
      });

  for (const module of modules)
    for (const verb of verbs)
      it(`of the longest pause of the extension host while ${verb} runs on ${module.lines} lines`, async () => {
        for (let round = 0; round < 4; round += 1) {
          await openLarge(module);
          world.server.reply(chatAnswer(answersTo[verb](module), { delayMs: 5, chunkSize: 20 }));
          const verbOn = (): Promise<unknown> => run(verb, { instruction: 'write lines' });
          let own = Number.NaN;
          const longest = await longestPause(async () => {
            own = await longestOwnStretch(extensionFolder, verbOn);
          });
          if (world.server.requests.length === 0) throw new Error(`${verb} sent nothing`);
          // The first one also loads a grammar, and what only this verb needs.
          const isFirst = round === 0 && module === modules[0];
          const name = isFirst ? `longest block in the first ${verb}` : longestBlock(verb, module.lines);
          add(name, longest);
          if (!isFirst) add(longestOwn(verb, module.lines), own);
          await tidy(world);
        }
      });
});
