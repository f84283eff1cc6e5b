import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { chatAnswer } from '../support/scriptedReply.ts';
import {
  createWorld,
  eventually,
  fenced,
  proposalTabs,
  proposedText,
  run,
  tidy,
  type World,
} from './support/world.ts';

/** Blanks at ends, no final newline, and quotes that a formatter would change: what saving would rewrite. */
const unit = ['export function label(): string {', '  return `a  ', 'b`;', '}'];
const file = ['const untouched = 1;   ', '', ...unit, '', 'const last = 2;  '].join('\n');
const better = [...unit.slice(0, 1), '  // New.  ', ...unit.slice(1, -1), '  ', '}'];
const proposed = file.replace(unit.join('\n'), better.join('\n'));

/** Everything VS Code can do to a text when it is saved, and saving by itself. */
const everything: Readonly<Record<string, unknown>> = {
  'editor.formatOnSave': true,
  'editor.codeActionsOnSave': { 'source.fixAll': 'always', 'source.organizeImports': 'always' },
  'files.trimTrailingWhitespace': true,
  'files.trimFinalNewlines': true,
  'files.insertFinalNewline': true,
  'files.autoSave': 'afterDelay',
  'files.autoSaveDelay': 100,
};

/** Gives what was set before: the editor under test does not start with VS Code's defaults. */
async function configure(values: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const before: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const settings = vscode.workspace.getConfiguration();
    before[name] = settings.inspect(name)?.globalValue;
    await settings.update(name, value, vscode.ConfigurationTarget.Global);
  }
  return before;
}

describe('A proposal, with format, code actions, trim and final newline on save, and auto save on,', () => {
  let world: World;
  let settingsBefore: Readonly<Record<string, unknown>>;
  let saves: vscode.TextDocument[];
  let rewrites: vscode.Uri[];
  let listening: vscode.Disposable;

  before(async () => {
    world = await createWorld();
    settingsBefore = await configure(everything);
  });
  beforeEach(async () => {
    await world.begin();
    saves = [];
    rewrites = [];
    const isProposal = ({ uri }: vscode.TextDocument): boolean => uri.scheme === 'opencrates-proposal';
    const everywhere = { pattern: '**' };
    listening = vscode.Disposable.from(
      vscode.workspace.onWillSaveTextDocument(({ document }) => isProposal(document) && saves.push(document)),
      vscode.languages.registerDocumentFormattingEditProvider(everywhere, {
        provideDocumentFormattingEdits(document) {
          if (isProposal(document)) rewrites.push(document.uri);
          return [];
        },
      }),
      vscode.languages.registerCodeActionsProvider(
        everywhere,
        {
          provideCodeActions(document, _range, { only }) {
            if (isProposal(document) && only?.value.startsWith('source')) rewrites.push(document.uri);
            return [];
          },
        },
        { providedCodeActionKinds: [vscode.CodeActionKind.SourceFixAll] },
      ),
    );
  });
  afterEach(async () => {
    listening.dispose();
    await tidy(world);
  });
  after(async () => {
    await configure(settingsBefore);
    await world.end();
  });

  async function propose(): Promise<vscode.TextDocument> {
    const { document } = await world.open('label.ts', file, 3);
    world.server.reply(chatAnswer(fenced(better.join('\n'))));
    assert.equal(await run('generate', { instruction: 'a comment' }), 'ready');
    return document;
  }

  /** Longer than auto save waits. */
  const aWhile = (): Promise<void> => sleep(600);

  /** Waits until VS Code has saved the proposal by itself, and looks at nothing before that. */
  async function savedByItself(): Promise<void> {
    saves = [];
    await eventually('auto save', () => saves.length > 0);
    await eventually('saved', () => saves.every(({ isDirty }) => !isDirty));
  }

  it('is not saved while it streams and waits, and is neither formatted nor trimmed', async () => {
    await propose();
    await aWhile();
    assert.equal(await proposedText(), proposed);
    assert.deepEqual([saves, rewrites], [[], []]);
  });

  it('is accepted and discarded without being saved', async () => {
    const document = await propose();
    const changed = new Promise<string>((resolve) => {
      const once = vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document !== document) return;
        once.dispose();
        resolve(document.getText());
      });
    });
    await run('acceptProposal');
    assert.equal(await changed, proposed, 'what is written into the file is what was proposed');
    await propose();
    await run('discardProposal');
    assert.deepEqual(proposalTabs(), []);
    assert.deepEqual([saves, rewrites], [[], []]);
  });

  it('keeps every blank where a change was dropped or it was edited by hand, although auto save is on', async () => {
    await propose();
    await run('nextChange');
    await run('dropChange');
    await savedByItself();
    const dropped = proposed.replace('  // New.  \n', '');
    assert.equal(await proposedText(), dropped);
    await run('restoreChange');
    await savedByItself();
    assert.equal(await proposedText(), proposed);
    const tab = await eventually('the proposal', () => proposalTabs()[0]);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(tab.modified, new vscode.Position(2, 0), '/** By hand. */  \n');
    await vscode.workspace.applyEdit(edit);
    await savedByItself();
    const mended = proposed.replace('export', '/** By hand. */  \nexport');
    assert.equal(await proposedText(), mended);
    assert.deepEqual(rewrites, []);
  });
});

/** As an extension host is when the computer has much to do: what comes after waits. */
function beBusy(ms: number): void {
  const end = Date.now() + ms;
  while (Date.now() < end);
}

/** On leaving an editor VS Code formats and mends what it saves, which it does not after a delay. */
describe('A proposal with edits, saved by VS Code when the focus leaves it,', () => {
  let world: World;
  let settingsBefore: Readonly<Record<string, unknown>>;
  let saving: vscode.Disposable;
  let saves: number;
  let rewrites: Set<string>;

  before(async () => {
    world = await createWorld();
    settingsBefore = await configure({
      ...everything,
      'files.autoSave': 'onFocusChange',
      // Of two formatters VS Code takes none by itself.
      'typescript.format.enable': false,
    });
  });
  beforeEach(async () => {
    await world.begin();
    saves = 0;
    rewrites = new Set();
    const proposals = { scheme: 'opencrates-proposal' };
    saving = vscode.Disposable.from(
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (uri.scheme === proposals.scheme) saves += 1;
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const isFormatting = document.uri.scheme === proposals.scheme && contentChanges.length > 2;
        if (isFormatting) beBusy(400);
      }),
      vscode.languages.registerDocumentFormattingEditProvider(proposals, {
        async provideDocumentFormattingEdits({ lineCount }) {
          rewrites.add('formatted');
          await sleep(400);
          return Array.from({ length: lineCount }, (_, line) =>
            vscode.TextEdit.insert(new vscode.Position(line, 0), ' '),
          );
        },
      }),
      vscode.languages.registerCodeActionsProvider(
        proposals,
        {
          provideCodeActions({ uri }, _range, { only }) {
            if (only?.contains(vscode.CodeActionKind.SourceFixAll) !== true) return [];
            rewrites.add('mended');
            const action = new vscode.CodeAction('mend', vscode.CodeActionKind.SourceFixAll);
            action.edit = new vscode.WorkspaceEdit();
            action.edit.insert(uri, new vscode.Position(0, 0), '// mended\n');
            return [action];
          },
        },
        { providedCodeActionKinds: [vscode.CodeActionKind.SourceFixAll] },
      ),
    );
  });
  afterEach(async () => {
    saving.dispose();
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await tidy(world);
  });
  after(async () => {
    await configure(settingsBefore);
    await world.end();
  });

  const dropped = proposed.replace('  // New.  \n', '');
  const byHand = proposed.replace('export', '/** By hand. */  \nexport');

  async function propose(): Promise<vscode.TextDocument> {
    const { document } = await world.open('label.ts', file, 3);
    world.server.reply(chatAnswer(fenced(better.join('\n'))));
    assert.equal(await run('generate', { instruction: 'a comment' }), 'ready');
    return document;
  }

  /** What a person needs from the last key to the next editor. */
  const aMoment = (): Promise<void> => sleep(400);

  async function edited(how: 'drop' | 'write'): Promise<string> {
    if (how === 'drop') {
      await run('nextChange');
      await run('dropChange');
      await aMoment();
      return dropped;
    }
    const tab = await eventually('the proposal', () => proposalTabs()[0]);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(tab.modified, new vscode.Position(2, 0), '/** By hand. */  \n');
    await vscode.workspace.applyEdit(edit);
    await aMoment();
    return byHand;
  }

  for (const [who, codeActions] of [
    ['what formats and what mends it', everything['editor.codeActionsOnSave']],
    ['a formatter alone', {}],
  ] as const)
    for (const [what, how] of [
      ['a change was dropped', 'drop'],
      ['it was written by hand', 'write'],
    ] as const)
      it(`is accepted as it was reviewed where ${what}, not as ${who} would have it`, async () => {
        const before = await configure({ 'editor.codeActionsOnSave': codeActions });
        try {
          const document = await propose();
          const tab = await eventually('the proposal', () => proposalTabs()[0]);
          const expected = await edited(how);
          // The diff stays on screen: of an editor that is hidden VS Code gives formatting up.
          await vscode.commands.executeCommand('workbench.view.explorer');
          await eventually('it is saved', () => saves > 0);
          assert.equal(await proposedText(), expected);
          const all = who === 'a formatter alone' ? ['formatted'] : ['mended', 'formatted'];
          assert.deepEqual(rewrites, new Set(all));
          await run('openProposal', { id: tab.modified.authority });
          await run('acceptProposal');
          assert.equal(document.getText(), expected);
        } finally {
          await configure(before);
        }
      });
});

describe('A linter that reports on a proposal', () => {
  let world: World;
  let linter: vscode.Disposable;
  before(async () => {
    world = await createWorld();
  });
  beforeEach(async () => {
    await world.begin();
    const found = vscode.languages.createDiagnosticCollection('linter');
    const lint = ({ uri, languageId }: vscode.TextDocument): void => {
      if (uri.scheme !== 'opencrates-proposal' || languageId !== 'typescript') return;
      found.set(uri, [new vscode.Diagnostic(new vscode.Range(0, 0, 0, 5), 'not as agreed')]);
    };
    linter = vscode.Disposable.from(
      found,
      vscode.workspace.onDidOpenTextDocument(lint),
      vscode.workspace.onDidChangeTextDocument(({ document }) => lint(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => found.delete(uri)),
    );
  });
  afterEach(async () => {
    linter.dispose();
    await tidy(world);
  });
  after(() => world.end());

  const reported = (): readonly vscode.Uri[] =>
    vscode.languages
      .getDiagnostics()
      .flatMap(([uri, found]) => (uri.scheme === 'opencrates-proposal' && found.length > 0 ? [uri] : []));

  for (const command of ['acceptProposal', 'discardProposal', 'close'])
    it(`leaves nothing in Problems after ${command}`, async () => {
      await world.open('label.ts', file, 3);
      world.server.reply(chatAnswer(fenced(better.join('\n'))));
      assert.equal(await run('generate', { instruction: 'a comment' }), 'ready');
      await eventually('the report', () => reported().length > 0);
      await (command === 'close'
        ? vscode.commands.executeCommand('workbench.action.closeActiveEditor')
        : run(command));
      await eventually('it is gone', () => reported().length === 0, 3000);
    });
});
