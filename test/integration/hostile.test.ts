import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import { box, needsPerson, noMessages, press, read, told } from './support/person.ts';
import { inWorld } from './support/inWorld.ts';
import { eventually, fenced, proposalTabs, run } from './support/world.ts';

const file = 'export function half(value: number): number {\n  return value / 2;\n}\n';
const answer = fenced(file.replace('/ 2', '* 0.5'));
const link = '[Details](command:workbench.action.quickOpen)';

describe('Words from outside', () => {
  const world = inWorld();

  it('cannot break the links of a hover, nor bring links of their own', async () => {
    const { document } = await world.open('half.ts', file);
    const message = 'a) half( is `odd` *here* ](command:evil)';
    const suggestion = 'Press <command:opencrates.fix> or &lt;b&gt;';
    const said = { category: 'bug', severity: 'warning', rule: 'odd', quote: '  return value / 2;' };
    world.server.reply(chatAnswer(`${JSON.stringify({ ...said, message, suggestion })}\n`));
    await run('analyze');
    const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(1, 4),
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((content) => (typeof content === 'string' ? content : content.value)),
    );
    const ours = texts.find((text) => text.includes('command:opencrates.fix?')) ?? '';
    const query = /\[Fix\]\(command:opencrates\.fix\?([^()\s]+)\)/u.exec(ours)?.[1] ?? '';
    const [place] = JSON.parse(decodeURIComponent(query)) as readonly Record<string, unknown>[];
    assert.equal(place?.['message'], message);
    assert.equal(place?.['suggestion'], suggestion);
    assert.ok(!ours.includes('<command:'), ours);
  });

  describe('in front of a person', () => {
    before(needsPerson);
    afterEach(noMessages);

    it('are no links in a message', async () => {
      const name = 'Empty ](command:workbench.action.quickOpen) [x](command:a).txt';
      await world.open(name, '');
      await run('analyze');
      await told('nothing to analyze');
      assert.deepEqual(await read('.notifications-center .notification-list-item-message a'), []);
    });

    it('are no links in the line under the input box', async () => {
      await world.open('odd.ts', `export class Odd {\n  '${link}'() {\n    return 1;\n  }\n}\n`, 2);
      const asking = run('generate');
      assert.match(await box('Generate'), /Details/u);
      assert.deepEqual(await read('.quick-input-widget:visible .quick-input-message a'), []);
      await press('Escape');
      await asking;
    });
  });
});

describe('A hasty person', () => {
  const world = inWorld();

  it('changes the file once by accepting twice', async () => {
    const { document } = await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(answer));
    assert.equal(await run('generate', { instruction: 'multiply' }), 'ready');
    let changes = 0;
    const listening = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && event.contentChanges.length > 0) changes += 1;
    });
    await Promise.all([run('acceptProposal'), run('acceptProposal'), run('discardProposal')]);
    listening.dispose();
    assert.equal(document.getText(), file.replace('/ 2', '* 0.5'));
    assert.equal(changes, 1);
    assert.deepEqual(proposalTabs(), []);
  });

  it('changes nothing by accepting while the answer streams, and may cancel twice', async () => {
    const { document } = await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(answer, { delayMs: 100 }));
    const result = run('generate', { instruction: 'multiply' });
    await world.server.until(([request]) => (request?.sentAt.length ?? 0) > 2);
    await run('acceptProposal');
    assert.equal(document.getText(), file);
    await Promise.all([run('cancel'), run('cancel')]);
    assert.equal(await result, 'cancelled');
    await eventually('the diff is closed', () => proposalTabs().length === 0);
  });

  it('may ask thirty times at once: the last counts, the others are given up', async () => {
    await world.open('half.ts', file, 1);
    world.server.replyAlways(chatAnswer('', { delayMs: 5 }));
    const results = await Promise.all(Array.from({ length: 30 }, () => run('analyze')));
    const placed = results.map((result) => (result as { readonly placed: number } | undefined)?.placed);
    assert.deepEqual(placed, [...Array.from({ length: 29 }, () => undefined), 0]);
  });

  it('may change the language of the file while the answer streams', async () => {
    const { document } = await world.open('half.ts', file, 1);
    world.server.reply(chatAnswer(answer, { delayMs: 20 }));
    const result = run('generate', { instruction: 'multiply' });
    await world.server.until(([request]) => (request?.sentAt.length ?? 0) > 1);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    assert.equal(await result, 'ready');
    await run('acceptProposal');
    const changed = await vscode.workspace.openTextDocument(document.uri);
    assert.equal(changed.getText(), file.replace('/ 2', '* 0.5'));
  });
});
