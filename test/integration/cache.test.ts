import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import {
  box,
  click,
  clickPage,
  decide,
  needsPerson,
  noMessages,
  press,
  read,
  readPage,
  rows,
  seen,
  told,
} from './support/person.ts';
import {
  createWorld,
  eventually,
  fenced,
  proposedText,
  run,
  setting,
  tidy,
  type World,
} from './support/world.ts';

const offer = '.statusbar-item[id$="opencrates.askAgain"]';

function finding(quote: string, message = 'Never closed.'): string {
  const all = { category: 'bug', severity: 'warning', rule: 'leak', message, suggestion: 'Close it.', quote };
  return `${JSON.stringify(all)}\n`;
}

describe('The cache of answers', function () {
  // Each story asks at least twice, some in a page of its own.
  this.timeout(60_000);
  let world: World;
  let story = 0;
  before(needsPerson);
  before(async () => {
    world = await createWorld();
    await setting('temperature', 0);
  });
  beforeEach(() => world.begin());
  afterEach(async () => {
    await noMessages();
    await tidy(world);
  });
  after(async () => {
    await setting('temperature', undefined);
    await run('clearCache');
    await noMessages();
    await world?.end();
  });

  /** Opens a file that no earlier story has asked about. */
  async function fresh(): Promise<vscode.TextDocument> {
    story += 1;
    const code = `def read_${story}(path):\n    handle = open(path)\n    return handle.read()\n`;
    return (await world.open('files.py', code)).document;
  }
  const asked = (): number => world.server.requests.length;
  const messagesAt = (uri: vscode.Uri): readonly string[] =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === 'opencrates')
      .map(({ message }) => message);
  const noOffer = (): Promise<true> => eventually('no offer', async () => (await read(offer)).length === 0);

  it('answers the second Analyze of the same code without asking, says so, and one click asks again', async () => {
    const { uri } = await fresh();
    world.server.reply(chatAnswer(finding('    handle = open(path)')));
    await run('analyze');
    assert.deepEqual([asked(), await read(offer)], [1, []]);
    await run('clearFindings');
    await run('analyze');
    assert.equal(asked(), 1);
    assert.deepEqual(messagesAt(uri), ['Never closed.']);
    await seen('1 finding in files.py · from cache, answered ', offer);
    world.server.reply(chatAnswer(finding('    handle = open(path)', 'Asked anew.')));
    await click(`${offer} a`);
    await eventually('the new finding', () => messagesAt(uri)[0] === 'Asked anew.');
    assert.equal(asked(), 2);
    await noOffer();
    await run('analyze');
    assert.deepEqual([asked(), messagesAt(uri)], [2, ['Asked anew.']]);
  });

  it('asks anew for code that changed, however little', async () => {
    const document = await fresh();
    await run('analyze');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), ' ');
    await vscode.workspace.applyEdit(edit);
    await run('analyze');
    assert.equal(asked(), 2);
  });

  it('asks each time while a temperature above 0 is sent, as it is by default to a server on this computer', async () => {
    await fresh();
    await setting('temperature', undefined);
    await run('analyze');
    await run('analyze');
    await setting('temperature', 0);
    assert.equal(asked(), 2);
  });

  it('says in the panel that an explanation is from the cache; Explain Again asks', async () => {
    await fresh();
    world.server.reply(chatAnswer('It reads.'));
    await run('explain');
    await seen('Written by scripted. It may be wrong', '#sentence', readPage);
    await run('explain');
    await seen('Written by scripted, from cache, answered ', '#sentence', readPage);
    assert.deepEqual(await readPage('#answer p'), ['It reads.']);
    assert.equal(asked(), 1);
    world.server.reply(chatAnswer('It still reads.'));
    await clickPage('#buttons button:has-text("Explain Again")');
    await seen('It still reads.', '#answer p', readPage);
    await seen('Written by scripted. It may be wrong', '#sentence', readPage);
    assert.equal(asked(), 2);
  });

  it('proposes code again at a temperature of 0 with a word about it; Regenerate asks', async () => {
    const { uri } = await fresh();
    const changed = (word: string): string =>
      fenced(`def read_${story}(path):\n    return "${word}"`, 'python');
    world.server.reply(chatAnswer(changed('one')));
    assert.equal(await run('generate', { instruction: 'Make it a word.' }), 'ready');
    await run('discardProposal');
    await vscode.window.showTextDocument(uri);
    assert.equal(await run('generate', { instruction: 'Make it a word.' }), 'ready');
    await seen('from cache, answered ', '.statusbar-item');
    assert.ok((await proposedText()).includes('"one"'));
    assert.equal(asked(), 1);
    world.server.reply(chatAnswer(changed('two')));
    await run('regenerateProposal');
    await eventually('the new proposal', async () => (await proposedText()).includes('"two"'));
    assert.equal(asked(), 2);
  });

  it('marks comments as from the cache only when all of them are', async () => {
    story += 1;
    const code = `const a_${story} = (x: number) => x;\nconst b_${story} = (y: number) => y;\n`;
    const { document } = await world.open('two.ts', code);
    const mark = '.statusbar-item:has-text("Regenerate asks again")';
    const documentLines = async (lines: number): Promise<readonly string[]> => {
      const front = await vscode.window.showTextDocument(document);
      front.selection = new vscode.Selection(0, 0, lines, 0);
      assert.equal(await run('document'), 'ready');
      await eventually(
        'what is said',
        async () => (await read('.statusbar-item:has-text("no code changed")')).length > 0,
      );
      const marks = await read(mark);
      await run('discardProposal');
      return marks;
    };
    world.server.replyAlways(chatAnswer('{"summary": "Gives it back."}'));
    assert.deepEqual([await documentLines(1), asked()], [[], 1]);
    assert.deepEqual([await documentLines(2), asked()], [[], 2]);
    assert.equal((await documentLines(2)).length, 1);
    assert.equal(asked(), 2);
  });

  it('says of a kept answer that cannot be used that it is from the cache', async () => {
    const { uri } = await fresh();
    world.server.reply(chatAnswer('I would not change that.'));
    assert.equal(await run('generate', { instruction: 'Change it.' }), 'problem');
    assert.equal(await told('without code'), 'The model answered without code for files.py.');
    await noMessages();
    await run('discardProposal');
    await vscode.window.showTextDocument(uri);
    assert.equal(await run('generate', { instruction: 'Change it.' }), 'problem');
    assert.match(
      await told('without code'),
      /^The model answered without code for files\.py\. \(from cache, answered .+\)$/,
    );
    assert.equal(asked(), 1);
  });

  it('offers to ask again where the kept answer leaves nothing to decide', async () => {
    const { uri } = await fresh();
    const same = fenced(
      `def read_${story}(path):\n    handle = open(path)\n    return handle.read()`,
      'python',
    );
    world.server.reply(chatAnswer(same));
    assert.equal(await run('generate', { instruction: 'Leave it.' }), 'nothing');
    await noMessages();
    await vscode.window.showTextDocument(uri);
    assert.equal(await run('generate', { instruction: 'Leave it.' }), 'nothing');
    world.server.reply(chatAnswer(fenced(`def read_${story}(path):\n    return 1`, 'python')));
    await decide('The answer changes nothing in files.py', 'Ask Again');
    await eventually('the new proposal', async () => (await proposedText()).includes('return 1'));
    assert.equal(asked(), 2);
  });

  it('offers to ask again where the kept answer holds no findings that can be read', async () => {
    await fresh();
    world.server.reply(chatAnswer('{"category": "secu'));
    await run('analyze');
    await noMessages();
    await run('analyze');
    await decide('The model did not answer with findings about files.py', 'Ask Again');
    await world.server.until((requests) => requests.length === 2);
  });

  it('never gives an answer that was cut off again', async () => {
    await fresh();
    world.server.reply(chatAnswer(finding('    handle = open(path)'), { finishReason: 'length' }));
    await run('analyze');
    await noMessages();
    await run('analyze');
    assert.equal(asked(), 2);
  });

  it('counts its answers apart from what was spent', async () => {
    await fresh();
    await run('analyze');
    await run('analyze');
    const shown = run('showUsage');
    await box('Usage');
    assert.match((await rows())[0] ?? '', /^Today.*\d+ from cache$/);
    await press('Escape');
    await shown;
    await run('copyMetrics');
    await eventually('the hits among the metrics', async () =>
      /^codex_cache_hits_total\{.*\} [1-9]/m.test(await vscode.env.clipboard.readText()),
    );
  });

  it('keeps and gives nothing while its setting is off', async () => {
    await fresh();
    await run('analyze');
    await setting('cache.enabled', false);
    await run('analyze');
    await run('analyze');
    await setting('cache.enabled', undefined);
    assert.equal(asked(), 3);
    await run('analyze');
    assert.equal(asked(), 3);
  });

  it('forgets everything when it is cleared, and says how much that was', async () => {
    await run('clearCache');
    await noMessages();
    await fresh();
    await run('analyze');
    await world.open('other.py', `other_${story} = 1\n`);
    await run('analyze');
    await run('clearCache');
    await told('2 answers were removed from the cache.');
    await noMessages();
    await run('clearCache');
    await told('The cache was empty already.');
    await run('analyze');
    assert.equal(asked(), 3);
  });
});
