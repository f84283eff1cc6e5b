import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { createWorld, fenced, proposalTabs, proposedText, run, tidy, type World } from './support/world.ts';

const file = 'export function greeting(): string {\n  return "Grüße, 世界";\n}\n';
const better = file.replace('Grüße', 'Schöne Grüße');

describe('Where files are not UTF-8', () => {
  let world: World;
  const files = vscode.workspace.getConfiguration('files');
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => world.begin());
  afterEach(() => tidy(world));
  after(async () => {
    await files.update('encoding', undefined, vscode.ConfigurationTarget.Global);
    await world.end();
  });

  for (const encoding of ['utf16le', 'windows1252']) {
    it(`reads the proposal as what it is under files.encoding ${encoding}, and keeps the file's own`, async () => {
      await files.update('encoding', encoding, vscode.ConfigurationTarget.Global);
      const text = encoding === 'windows1252' ? file.replace(', 世界', '') : file;
      const wanted = encoding === 'windows1252' ? better.replace(', 世界', '') : better;
      // UTF-16 without its mark is taken for binary.
      const toBytes = (content: string): Buffer =>
        encoding === 'windows1252'
          ? Buffer.from(content, 'latin1')
          : Buffer.from(`\uFEFF${content}`, 'utf16le');
      const { document } = await world.open('greeting.ts', toBytes(text), 1);
      world.server.reply(chatAnswer(fenced(wanted.trimEnd()), { delayMs: 5 }));
      assert.equal(await run('generate', { instruction: 'say it more nicely' }), 'ready');
      assert.equal(await proposedText(), wanted);
      const right = proposalTabs()[0]?.modified;
      const proposal = vscode.workspace.textDocuments.find((one) => one.uri.toString() === right?.toString());
      assert.equal(proposal?.encoding, 'utf8');
      await run('acceptProposal');
      assert.equal(document.getText(), wanted);
      await document.save();
      assert.deepEqual(await world.bytes('greeting.ts'), toBytes(wanted));
    });
  }
});
