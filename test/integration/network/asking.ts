import * as vscode from 'vscode';
import { noMessages } from '../support/person.ts';
import { eventually, run, setting, type World } from '../support/world.ts';
import { file } from './modelServer.ts';

/** Opens the file that `ask` is about; it stays open, and each question about it goes over the network. */
export async function openFile(world: World): Promise<void> {
  await setting('cache.enabled', false);
  await world.begin();
  await world.open('half.py', file);
}

/** Has the open file analyzed by the server at `endpoint`, by the settings in force: true when its answer came. */
export async function ask(endpoint: string): Promise<boolean> {
  await setting('endpoint', endpoint);
  const result = await run<{ readonly placed: number } | undefined>('analyze');
  return result?.placed === 1;
}

/** Changes a setting of the editor itself. */
export async function editorSetting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  await eventually(name, () => globalValue(name) === value);
}

/** Takes back what a story set, of ours and of the editor's proxy, and every message it left. */
export async function forgetSettings(...names: readonly string[]): Promise<void> {
  for (const name of names)
    if (globalValue(`opencrates.${name}`) !== undefined) await setting(name, undefined);
  if (globalValue('http.proxy') !== undefined) await editorSetting('http.proxy', undefined);
  await noMessages();
}

function globalValue(name: string): unknown {
  return vscode.workspace.getConfiguration().inspect(name)?.globalValue;
}
