import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { noFault } from '../../src/tasks/analyze.ts';
import { chatAnswer, lasting, status } from '../support/scriptedReply.ts';
import { click, decide, noMessages, read, seen, told } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { eventually, run, setting } from './support/world.ts';

const file =
  'def read(path):\n    return open(path).read()\n\ndef again(path):\n    return open(path).read()\n';
const row = '.pane-body .monaco-list-row';

function finding(quote: string, message: string): string {
  const all = {
    category: 'security',
    severity: 'warning',
    rule: 'a-rule',
    message,
    suggestion: 'Do it so.',
    quote,
  };
  return `${JSON.stringify(all)}\n`;
}

describe('Findings without a place', () => {
  const world = inWorldOfAPerson();
  after(() => vscode.commands.executeCommand('workbench.view.explorer'));

  const analyze = async (answer: string): Promise<vscode.Uri> => {
    const { document } = await world.open('files.py', file);
    world.server.reply(chatAnswer(answer));
    await run('analyze');
    return document.uri;
  };
  const showView = (): Thenable<unknown> => vscode.commands.executeCommand('opencrates.unplaced.focus');

  it('are listed with the reason, and open the file they are about', async () => {
    await analyze(
      finding('os.system(command)', 'Runs a command.') + finding('return open(path).read()', 'Leaks.'),
    );
    await seen('2 findings in files.py (2 not placed)', '.statusbar-item');
    await showView();
    assert.match(await seen('Runs a command.', row), /files\.py · The code it quotes is not in the file\.$/);
    assert.match(await seen('Leaks.', row), /files\.py · The code it quotes is there more than once\.$/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await click(`${row}:has-text("Leaks.")`);
    await eventually('the file', () =>
      vscode.window.activeTextEditor?.document.fileName.endsWith('files.py'),
    );
  });

  it('are a click away from the line that counts them', async () => {
    await vscode.commands.executeCommand('workbench.view.explorer');
    await analyze(finding('os.system(command)', 'Runs a command.'));
    const line = '.statusbar-item:has-text("1 not placed") a';
    await seen('1 finding in files.py (1 not placed)', line);
    await click(line);
    await seen('Runs a command.', row);
  });

  it('go when the findings are cleared', async () => {
    await analyze(finding('os.system(command)', 'Runs a command.'));
    await showView();
    await seen('Runs a command.', row);
    await run('clearFindings');
    await eventually('an empty list', async () => (await read(`${row}:has-text("Runs")`)).length === 0);
  });

  it('are replaced by the next analysis of the file', async () => {
    await analyze(finding('os.system(command)', 'Runs a command.'));
    await analyze(finding('eval(text)', 'Evaluates text.'));
    await showView();
    await seen('Evaluates text.', row);
    assert.deepEqual(await read(`${row}:has-text("Runs")`), []);
  });
});

describe('An analysis', () => {
  const world = inWorldOfAPerson();

  const ours = (uri: vscode.Uri): readonly number[] =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === 'opencrates')
      .map(({ range }) => range.start.line);

  async function renameTo(uri: vscode.Uri, name: string): Promise<vscode.Uri> {
    const renamed = vscode.Uri.file(world.path(name));
    const rename = new vscode.WorkspaceEdit();
    rename.renameFile(uri, renamed);
    await vscode.workspace.applyEdit(rename);
    return renamed;
  }

  it('says how many findings there are, and that there are none', async () => {
    await world.open('files.py', file);
    world.server.reply(chatAnswer(finding('def again(path):', 'Twice.')));
    await run('analyze');
    await seen('1 finding in files.py', '.statusbar-item');
    world.server.reply(chatAnswer(noFault));
    await run('analyze');
    await seen('No findings in files.py', '.statusbar-item');
  });

  it('says that an answer was empty, and does not take it for an answer', async () => {
    await setting('temperature', 0);
    try {
      const { document } = await world.open('files.py', `${file}# empty\n`);
      world.server.reply(chatAnswer(''), chatAnswer(''), chatAnswer(finding('def again(path):', 'Twice.')));
      await run('analyze');
      assert.equal(await told('empty answer'), 'The model gave an empty answer for files.py.');
      await noMessages();
      await run('analyze');
      await decide('empty answer', 'Try Again');
      await eventually('the finding', () => ours(document.uri).length === 1);
      assert.equal(world.server.requests.length, 3);
    } finally {
      await setting('temperature', undefined);
      await run('clearCache');
    }
  });

  it('tries again where the file is by then', async () => {
    const { document } = await world.open('files.py', file);
    world.server.reply(...lasting(status(500, 'broken')), chatAnswer(finding('def again(path):', 'Twice.')));
    await run('analyze');
    assert.match(await told('problem of its own'), /^files\.py: /);
    const renamed = await renameTo(document.uri, 'elsewhere.py');
    await decide('problem of its own', 'Try Again');
    await eventually('the finding under the new name', () => ours(renamed).length === 1);
    await seen('1 finding in elsewhere.py', '.statusbar-item');
  });

  it('says when its file is gone, whoever deleted it', async () => {
    const { document } = await world.open('files.py', file);
    const lines = finding('def read(path):', 'Once.') + finding('def again(path):', 'Twice.');
    world.server.reply(chatAnswer(lines, { delayMs: 60, chunkSize: 20 }));
    const result = run('analyze');
    await eventually('one finding', () => ours(document.uri).length === 1);
    await rm(document.uri.fsPath);
    await result;
    assert.equal(await told('no longer exists'), 'files.py no longer exists.');
    assert.deepEqual(ours(document.uri), []);
  });

  it('says when the answer was something else than findings', async () => {
    await world.open('files.py', file);
    world.server.reply(chatAnswer('{"category": "secu'));
    await run('analyze');
    assert.equal(
      await told('did not answer with findings'),
      'The model did not answer with findings about files.py. Try again, or use a larger model.',
    );
  });

  it('does not take a refusal or prose for `no findings`, and leaves what was found before', async () => {
    const { document } = await world.open('files.py', file);
    world.server.reply(chatAnswer(finding('def again(path):', 'Twice.')));
    await run('analyze');
    for (const answer of [
      'I am sorry, I cannot help with that.',
      '- An injection: the path is not checked.',
    ]) {
      world.server.reply(chatAnswer(answer));
      await run('analyze');
      await told('did not answer with findings');
      assert.deepEqual(ours(document.uri), [3]);
      await noMessages();
    }
    world.server.reply(chatAnswer('[]'));
    await run('analyze');
    await seen('No findings in files.py', '.statusbar-item');
    assert.deepEqual(ours(document.uri), []);
  });

  it('says what it left out: findings it could not read, and what a model repeats', async () => {
    await world.open('files.py', file);
    const twice = finding('def again(path):', 'Twice.');
    world.server.reply(
      chatAnswer(`{"message": "About nothing."}\n${twice}${finding('def no_such(path):', 'No.')}`),
    );
    await run('analyze');
    await seen('2 findings in files.py (1 not placed, 1 could not be read)', '.statusbar-item');
    world.server.reply(chatAnswer(twice.repeat(6)));
    await run('analyze');
    await seen('1 finding in files.py · ended because the model repeated itself', '.statusbar-item');
  });

  it('follows a file that is renamed, and ends with one that is deleted', async () => {
    const { document } = await world.open('files.py', file);
    world.server.reply(chatAnswer(finding('def again(path):', 'Twice.')));
    await run('analyze');
    assert.deepEqual(ours(document.uri), [3]);
    const renamed = await renameTo(document.uri, 'renamed.py');
    await eventually('the finding under the new name', () => ours(renamed).length === 1);
    assert.deepEqual(ours(document.uri), []);
    const remove = new vscode.WorkspaceEdit();
    remove.deleteFile(renamed);
    await vscode.workspace.applyEdit(remove);
    await eventually('no finding', () => ours(renamed).length === 0);
    await rm(renamed.fsPath, { force: true });
  });
});
