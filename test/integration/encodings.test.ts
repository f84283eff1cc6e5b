import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { lineEdits } from '../../src/edits/lineEdits.ts';
import { toTextEdits } from '../../src/editor/documentEdits.ts';
import { byteSentences } from '../../src/editor/proposals/byteSentences.ts';
import { chatAnswer } from '../support/scriptedReply.ts';
import { noMessages, read, told } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { fenced, run } from './support/world.ts';

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
  const world = inWorldOfAPerson();

  async function write(name: string, text: string, encoding: string): Promise<void> {
    await writeFile(world.path(name), await vscode.workspace.encode(text, { encoding }));
  }

  const openAs = (name: string, encoding: string): Thenable<vscode.TextDocument> =>
    vscode.workspace.openTextDocument(vscode.Uri.file(world.path(name)), { encoding });

  for (const [end, eol] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ] as const)
    it(`are after Accept and save what they are when the same is typed and saved, with ${end}, in every encoding`, async () => {
      const each = Object.entries(words);
      const opened = await Promise.all(
        each.map(async ([encoding, word]) => {
          const names = [`${encoding}.accepted`, `${encoding}.typed`] as const;
          const text = lines(word, false).join(eol);
          for (const name of names) await write(name, text, encoding);
          const [accepted, typed] = await Promise.all(names.map((name) => openAs(name, encoding)));
          assert.ok(accepted !== undefined && typed !== undefined);
          assert.deepEqual([accepted.encoding, accepted.getText()], [encoding, text]);
          return { accepted, typed, word };
        }),
      );
      const edit = new vscode.WorkspaceEdit();
      for (const { accepted, typed, word } of opened) {
        const [from, to] = [lines(word, false), lines(word, true)].map((side) => side.join('\n'));
        edit.set(accepted.uri, toTextEdits(accepted, lineEdits(from ?? '', to ?? '')));
        // A person writes the same letters at three places.
        edit.set(typed.uri, [
          vscode.TextEdit.insert(new vscode.Position(2, 0), `\t// new: ${word}\n`),
          vscode.TextEdit.insert(new vscode.Position(2, 9 + word.length), '!'),
          vscode.TextEdit.insert(new vscode.Position(5, 14 + word.length), word),
        ]);
      }
      assert.ok(await vscode.workspace.applyEdit(edit));
      const saved = await Promise.all(
        opened.flatMap(({ accepted, typed }) => [accepted.save(), typed.save()]),
      );
      assert.ok(saved.every(Boolean));
      for (const [encoding, word] of each) {
        const found = await world.bytes(`${encoding}.accepted`);
        assert.deepEqual(found, await world.bytes(`${encoding}.typed`), encoding);
        const wanted = lines(word, true).join(eol);
        assert.deepEqual(found, Buffer.from(await vscode.workspace.encode(wanted, { encoding })), encoding);
      }
    });

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

  it('that VS Code itself will change are told also where the file has edits that are not saved', async () => {
    const { document } = await world.open('edited.ts', `${file.replace('\n', '\r\n')}// end\n`, 1);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(3, 0), '// mine\n');
    await vscode.workspace.applyEdit(edit);
    world.server.reply(chatAnswer(fenced(better.trimEnd())));
    assert.equal(await run('generate', { instruction: 'multiply' }), 'ready');
    await told('edited.ts has mixed line ends. VS Code makes all of them LF when it is saved.');
  });

  it('are not looked at in a very large file, and that is said', async () => {
    const { document } = await world.open('large.ts', `${file}// ${'x'.repeat(8_000_000)}\n`, 1);
    assert.deepEqual(await byteSentences(document.uri, file, better), [
      'large.ts is too large to look for mixed line ends and for bytes that VS Code would replace when it is saved.',
    ]);
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
