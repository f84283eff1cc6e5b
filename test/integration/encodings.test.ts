import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { lineEdits } from '../../src/edits/lineEdits.ts';
import { toTextEdits } from '../../src/editor/documentEdits.ts';
import { chatAnswer } from '../support/scriptedReply.ts';
import { needsPerson, noMessages, read, told } from './support/person.ts';
import { createWorld, fenced, run, tidy, type World } from './support/world.ts';

/** Words each encoding can write, by VS Code's name for it. */
const words: Readonly<Record<string, string>> = {
  utf8: 'Grüße 世界 🙂',
  utf8bom: 'Grüße 世界 🙂',
  utf16le: 'Grüße 世界 🙂',
  utf16be: 'Grüße 世界 🙂',
  windows1252: 'Grüße – “€”',
  iso885915: 'Grüße €',
  macroman: 'Grüße ƒ',
  cp437: 'Grüße ½',
  windows1250: 'Žluťoučký kůň',
  windows1251: 'Привет',
  koi8r: 'Привет',
  cp866: 'Привет',
  windows1253: 'Γειά',
  windows1254: 'İyi günler',
  windows1255: 'שלום',
  windows1256: 'سلام',
  windows874: 'สวัสดี',
  gbk: '你好',
  gb18030: '你好 🙂',
  cp950: '你好嗎',
  big5hkscs: '你好嗎',
  shiftjis: 'こんにちは ｶﾅ ソ表',
  eucjp: 'こんにちは',
  euckr: '안녕하세요',
};
/** What is on the disk before and after the change; nothing of it is plain but the change. */
function lines(word: string, changed: boolean): readonly string[] {
  return [
    `// ${word}`,
    'export function a() {',
    ...(changed ? [`\t// new: ${word}`] : []),
    `\treturn "${word}${changed ? '!' : ''}";  `,
    '}',
    '\f',
    `const last = '${word}${changed ? word : ''}'`,
  ];
}

describe('The bytes of a file', () => {
  let world: World;
  before(needsPerson);
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => world.begin());
  afterEach(async () => {
    await noMessages();
    await tidy(world);
  });
  after(() => world?.end());

  async function write(name: string, text: string, encoding: string): Promise<Buffer> {
    const bytes = Buffer.from(await vscode.workspace.encode(text, { encoding }));
    await writeFile(world.path(name), bytes);
    return bytes;
  }

  const openAs = (name: string, encoding: string): Thenable<vscode.TextDocument> =>
    vscode.workspace.openTextDocument(vscode.Uri.file(world.path(name)), { encoding });

  /** Makes the change by the way Accept goes and saves. */
  async function accept(document: vscode.TextDocument, from: string, to: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, toTextEdits(document, lineEdits(from, to)));
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await document.save());
  }

  /** Writes the same at the cursor of an editor, last line first, and saves. */
  async function type(document: vscode.TextDocument, word: string): Promise<void> {
    const editor = await vscode.window.showTextDocument(document);
    for (const [line, character, text] of [
      [5, 14 + word.length, word],
      [2, 9 + word.length, '!'],
      [2, 0, `\t// new: ${word}\n`],
    ] as const) {
      editor.selection = new vscode.Selection(line, character, line, character);
      await editor.edit((edit) => edit.insert(editor.selection.active, text));
    }
    assert.ok(await document.save());
  }

  for (const [end, eol] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ] as const)
    it(`are after Accept and save what they are when the same is typed and saved, with ${end}, in every encoding`, async () => {
      for (const [encoding, word] of Object.entries(words)) {
        const text = lines(word, false).join(eol);
        const wanted = lines(word, true);
        await Promise.all(['accepted', 'typed'].map((name) => write(`${encoding}.${name}`, text, encoding)));
        const [accepted, typed] = await Promise.all([
          openAs(`${encoding}.accepted`, encoding),
          openAs(`${encoding}.typed`, encoding),
        ]);
        assert.equal(accepted.encoding, encoding);
        assert.equal(accepted.getText(), text, encoding);
        await accept(accepted, lines(word, false).join('\n'), wanted.join('\n'));
        await type(typed, word);
        const found = await world.bytes(`${encoding}.accepted`);
        assert.deepEqual(found, await world.bytes(`${encoding}.typed`), encoding);
        assert.deepEqual(found, await write('wanted', wanted.join(eol), encoding), encoding);
      }
    }).timeout(60_000);

  const file = 'export function half(value: number): number {\n  return value / 2;\n}\n';
  const better = file.replace('/ 2', '* 0.5');

  async function propose(name: string, content: Uint8Array | string): Promise<vscode.TextDocument> {
    const { document } = await world.open(name, content, 1);
    world.server.reply(chatAnswer(fenced(better.trimEnd())));
    assert.equal(await run('generate', { instruction: 'multiply' }), 'ready');
    return document;
  }

  it('that VS Code itself will change are told before Accept: mixed line ends', async () => {
    const document = await propose('mixed.ts', `${file.replace('\n', '\r\n')}// end\n`);
    assert.equal(
      await told('mixed line ends'),
      'mixed.ts has mixed line ends. VS Code makes all of them LF when it is saved.',
    );
    await noMessages();
    await run('showProblem');
    await told('mixed line ends');
    await run('acceptProposal');
    assert.ok(await document.save());
    assert.equal(String(await world.bytes('mixed.ts')), `${better}// end\n`);
  });

  it('that VS Code itself will change are told before Accept: what the encoding does not have', async () => {
    await propose('odd.ts', Buffer.concat([Buffer.from(file), Buffer.from([0x2f, 0x2f, 0xff, 0x0a])]));
    assert.equal(
      await told('bytes that are not'),
      'odd.ts has bytes that are not utf8. VS Code replaces them when it is saved. Reopen it with its own encoding first.',
    );
  });

  it('that the encoding cannot write are told before Accept', async () => {
    const files = vscode.workspace.getConfiguration('files');
    await files.update('encoding', 'windows1252', vscode.ConfigurationTarget.Global);
    try {
      await world.open('narrow.ts', file, 1);
      world.server.reply(chatAnswer(fenced(better.trimEnd().replace('* 0.5;', '* 0.5; // é → ½ 世'))));
      assert.equal(await run('generate', { instruction: 'multiply' }), 'ready');
      assert.equal(
        await told('cannot write'),
        'narrow.ts is kept as windows1252, which cannot write: → 世. On saving, VS Code puts something else there.',
      );
    } finally {
      await files.update('encoding', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  for (const encoding of ['utf8', 'utf8bom', 'utf16le', 'utf16be'])
    it(`that VS Code keeps are nothing to tell: ${encoding}`, async () => {
      await propose(`${encoding}.ts`, await vscode.workspace.encode(file, { encoding }));
      await run('showProblem');
      assert.deepEqual(await read('.notifications-center .notification-list-item-message'), []);
    });
});
