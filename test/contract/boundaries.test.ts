import assert from 'node:assert/strict';
import { lintInSandbox } from './lintSandbox.ts';

/** The arrows of the architecture, written a second time so that a slip in the linter's table shows. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  provider: [],
  openai: ['provider'],
  cache: ['provider'],
  models: ['provider'],
  ledger: ['provider'],
  syntax: [],
  context: ['syntax', 'provider'],
  edits: ['syntax'],
  docs: ['syntax'],
  findings: ['syntax'],
  tasks: ['context', 'edits', 'docs', 'findings', 'syntax', 'provider'],
};
const pureRooms = Object.keys(arrows);
const rooms = [...pureRooms, 'editor', 'webview'];

const imports = (specifier: string): string =>
  `import { thing } from '${specifier}';\nexport const used = thing;\n`;
const loads = (specifier: string): string =>
  `export const load = (): Promise<unknown> => import('${specifier}');\n`;
const types = (specifier: string): string =>
  `import type { Thing } from '${specifier}';\nexport const used = (it: Thing): Thing => it;\n`;

interface Case {
  readonly file: string;
  readonly text: string;
  readonly refused: boolean;
}

function arrowCases(): readonly Case[] {
  return pureRooms.flatMap((room) =>
    rooms
      .filter((other) => other !== room)
      .map((other) => ({
        file: `src/${room}/uses_${other}.ts`,
        text: imports(`../${other}/thing.ts`),
        refused: !(arrows[room] ?? []).includes(other),
      })),
  );
}

function vscodeCases(): readonly Case[] {
  return pureRooms.flatMap((room) => [
    { file: `src/${room}/imports_vscode.ts`, text: imports('vscode'), refused: true },
    { file: `src/${room}/loads_vscode.ts`, text: loads('vscode'), refused: true },
    { file: `src/${room}/types_vscode.ts`, text: types('vscode'), refused: true },
    { file: `src/${room}/deep/loads_editor.ts`, text: loads('../../editor/thing.ts'), refused: true },
    { file: `src/${room}/imports_entry.ts`, text: imports('../extension.ts'), refused: true },
  ]);
}

const otherCases: readonly Case[] = [
  { file: 'src/editor/uses_tasks.ts', text: imports('../tasks/generate.ts'), refused: false },
  { file: 'src/editor/uses_vscode.ts', text: imports('vscode'), refused: false },
  { file: 'src/editor/uses_page.ts', text: imports('../webview/page.ts'), refused: true },
  { file: 'src/editor/types_page.ts', text: types('../webview/messages.ts'), refused: false },
  { file: 'src/editor/uses_sdk.ts', text: imports('openai'), refused: true },
  { file: 'src/openai/uses_sdk.ts', text: imports('openai/core/error'), refused: false },
  { file: 'src/tasks/uses_parser.ts', text: imports('web-tree-sitter'), refused: true },
  { file: 'src/syntax/uses_parser.ts', text: imports('web-tree-sitter'), refused: false },
  { file: 'src/docs/uses_big_zod.ts', text: imports('zod'), refused: true },
  { file: 'src/docs/uses_zod.ts', text: imports('zod/mini'), refused: false },
  { file: 'src/webview/uses_vscode.ts', text: imports('vscode'), refused: true },
  { file: 'src/webview/uses_node.ts', text: imports('node:fs'), refused: true },
  { file: 'src/webview/uses_tasks.ts', text: imports('../tasks/explain.ts'), refused: true },
  { file: 'src/webview/uses_editor.ts', text: types('../editor/statusBar.ts'), refused: true },
  { file: 'src/webview/types_messages.ts', text: types('../editor/webviews/messages.ts'), refused: false },
  { file: 'src/webview/uses_messages.ts', text: imports('../editor/webviews/messages.ts'), refused: true },
];

describe('The linter holds the arrows between rooms', () => {
  const cases = [...arrowCases(), ...vscodeCases(), ...otherCases];
  const refusedFiles = new Set<string>();

  before(async function () {
    this.timeout(60_000);
    const complaints = await lintInSandbox(new Map(cases.map(({ file, text }) => [file, text])));
    for (const { rule, file } of complaints) if (rule === 'no-restricted-imports') refusedFiles.add(file);
  });

  for (const room of rooms) {
    it(`${room}: forbidden imports are errors, allowed ones are not`, () => {
      const ofRoom = cases.filter(({ file }) => file.startsWith(`src/${room}/`));
      const actual = ofRoom.map(({ file }) => `${file} ${refusedFiles.has(file) ? 'refused' : 'allowed'}`);
      const expected = ofRoom.map(({ file, refused }) => `${file} ${refused ? 'refused' : 'allowed'}`);
      assert.ok(ofRoom.length > 0);
      assert.deepEqual(actual, expected);
    });
  }
});
