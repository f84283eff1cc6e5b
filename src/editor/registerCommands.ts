import * as vscode from 'vscode';
import { loadOnce } from '../syntax/loadOnce.ts';
import { commandIds } from './identifiers.ts';
import type { Services } from './services.ts';
import { tell } from './tell.ts';

/**
 * Registers every command of the manifest; what they do is loaded with the first of them. A bug in one is told with its
 * stack in the log, never swallowed.
 */
export function registerCommands(services: Services): vscode.Disposable {
  const handlers = loadOnce(async () => (await import('./commandHandlers.ts')).commandHandlers(services));
  const registered = Object.values(commandIds).map((id) =>
    vscode.commands.registerCommand(id, async (args: unknown) => {
      try {
        return await (await handlers())[id](args);
      } catch (error) {
        void tell(error, services);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
