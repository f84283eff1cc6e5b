import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { told } from './support/person.ts';
import { proposalTabs, run } from './support/world.ts';

const code = 'export function half(value: number): number {\n  return value / 2;\n}\n';
const commented = `/** Mine. */\n${code}`;

/** A document of another scheme than `file`, as VS Code and other extensions open them. */
async function shown(address: string): Promise<vscode.Disposable> {
  const uri = vscode.Uri.parse(address);
  const provider = vscode.workspace.registerTextDocumentContentProvider(uri.scheme, {
    provideTextDocumentContent: () => code,
  });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  return provider;
}

const instruction = { instruction: 'multiply' };
const verbs = [
  ['generate', instruction],
  ['document', undefined],
  ['fix', undefined],
] as const;

describe('What a verb cannot work on is said, and nothing is sent:', () => {
  const world = inWorldOfAPerson();
  afterEach(() => {
    assert.equal(world.server.requests.length, 0);
    assert.deepEqual(proposalTabs(), []);
  });

  for (const [what, address, sentence] of [
    [
      'a version kept by git',
      'git:/half.ts?HEAD',
      'half.ts is an earlier version kept by git. Open the file itself.',
    ],
    ['output', 'output:half.ts', 'This is output, not a file. Open a file first.'],
    [
      'a document that is read-only',
      'library:/half.ts',
      'half.ts is read-only, so there is nowhere for a proposal to go.',
    ],
  ] as const)
    for (const [verb, args] of verbs)
      it(`${what}, by ${verb}`, async () => {
        const provider = await shown(address);
        assert.equal(await run(verb, args), undefined);
        assert.equal(await told(sentence), sentence);
        provider.dispose();
      });

  for (const verb of ['generate', 'analyze', 'document', 'explain', 'fix'])
    it(`no file at all, by ${verb}`, async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      assert.equal(await run(verb, verb === 'generate' ? instruction : undefined), undefined);
      assert.equal(await told('Open a file'), 'Open a file first.');
    });

  for (const [verb, name, text, sentence] of [
    ['analyze', 'empty.ts', '\n', 'empty.ts has no code here: nothing to analyze.'],
    ['explain', 'empty.ts', '\n', 'empty.ts is empty: nothing to explain.'],
    [
      'fix',
      'half.ts',
      code,
      'No problem is reported at the cursor. Run Analyze, or use Generate to say what to change.',
    ],
    ['document', 'half.ts', commented, 'half already has a comment. It was left alone.'],
    [
      'document',
      'half.go',
      'package half\n\nfunc Half(v float64) float64 { return v / 2 }\n',
      'Document knows TypeScript, JavaScript, Python and Rust. half.go is none of these, so nothing was sent.',
    ],
  ] as const)
    it(sentence, async () => {
      await world.open(name, text, 1);
      assert.equal(await run(verb), undefined);
      assert.equal(await told(sentence.slice(0, 40)), sentence);
    });

  it('several symbols that all have comments', async () => {
    const editor = await world.open('both.ts', `${commented}${commented.replace('half', 'other')}`);
    editor.selection = new vscode.Selection(0, 0, 7, 1);
    assert.equal(await run('document'), undefined);
    assert.equal(
      await told('already have comments'),
      'All 2 symbols in the selection already have comments. They were left alone.',
    );
  });
});
