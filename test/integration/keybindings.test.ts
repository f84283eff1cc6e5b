import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { hostEnvironment } from './harness/hostProtocol.ts';
import { eventually } from './support/world.ts';

interface Keybinding {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
}

async function ourKeys(): Promise<readonly Keybinding[]> {
  const text = await readFile(join(process.env[hostEnvironment.repository] ?? '', 'package.json'), 'utf8');
  const manifest = JSON.parse(text) as { contributes: { keybindings: readonly Keybinding[] } };
  return manifest.contributes.keybindings;
}

/** Every keybinding of the editor and its own extensions, from the document it shows to a person. */
async function defaultKeys(): Promise<readonly Keybinding[]> {
  await vscode.commands.executeCommand('workbench.action.openDefaultKeybindingsFile');
  const text = await eventually('the default keybindings', () => {
    const shown = vscode.window.activeTextEditor?.document.getText() ?? '';
    return shown.includes('workbench.action.showCommands') && shown;
  });
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  const data = text.split('\n').filter((line) => !line.trimStart().startsWith('//'));
  return JSON.parse(data.join('\n')) as readonly Keybinding[];
}

describe('Our keys', () => {
  it('are free in the editor as it comes, also as the beginning of a longer one', async () => {
    const all = await ourKeys();
    // Keys of our own input box hold nowhere else; what its line of text has no use for is free there.
    const ours = all.filter(({ when }) => when?.includes('opencrates.instructionBox') !== true);
    assert.deepEqual(
      all.flatMap(({ key }) => (ours.some((one) => one.key === key) ? [] : [key])),
      ['up', 'down'],
    );
    const theirs = (await defaultKeys()).filter(({ command }) => !command.includes('opencrates.'));
    assert.ok(theirs.length > 500, `only ${theirs.length} default keybindings were read`);
    const collisions = ours.flatMap(({ key, command }) =>
      theirs
        // A shorter key than ours that begins like the editor's own chords is between it and those.
        .filter((other) => other.key === key || other.key.startsWith(`${key} `))
        .map((other) => `${command} on ${key}: ${other.command} has ${other.key}`),
    );
    assert.deepEqual(collisions, []);
    assert.equal(new Set(ours.map(({ key }) => key)).size, ours.length, 'two of ours are the same');
  });

  it('are known to the editor under the commands they run', async () => {
    const registered = await defaultKeys();
    for (const { key, command } of await ourKeys())
      assert.ok(
        registered.some((one) => one.key === key && one.command === command),
        `${command} is not on ${key}`,
      );
  });
});
