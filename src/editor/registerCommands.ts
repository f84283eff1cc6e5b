import * as vscode from 'vscode';
import { loadOnce } from '../syntax/loadOnce.ts';
import { commandIds } from './identifiers.ts';
import type { Services } from './services.ts';

/**
 * Registers every command of the manifest; what they do is loaded with the first of them. A bug in one is told with its
 * stack in the log, never swallowed.
 */
export function registerCommands(services: () => Promise<Services>): vscode.Disposable {
  const handlers = loadOnce(async () => {
    const { commandHandlers } = await import('./commandHandlers.ts');
    return commandHandlers(await services());
  });
  const registered = Object.values(commandIds).map((id) =>
    vscode.commands.registerCommand(id, async (args: unknown) => {
      try {
        return await (await handlers())[id](args);
      } catch (error) {
        await tellFault(error, services);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

async function tellFault(fault: unknown, services: () => Promise<Services>): Promise<void> {
  try {
    const [{ tell }, loaded] = await Promise.all([import('./tell.ts'), services()]);
    void tell(fault, loaded);
  } catch {
    void tellNotLoaded(fault);
  }
}

/** The parts of an extension are gone once an update has taken its place on disk; an installation may lack some, too. */
async function tellNotLoaded(fault: unknown): Promise<void> {
  const isMissing = fault instanceof Error && 'code' in fault && fault.code === 'ERR_MODULE_NOT_FOUND';
  const cause = isMissing ? vscode.l10n.t('a part of it is missing on the disk') : String(fault);
  const reload = vscode.l10n.t('Reload Window');
  const chosen = await vscode.window.showErrorMessage(
    vscode.l10n.t(
      'OpenCrates could not be loaded: {0}. Reload the window; if that does not help, install it again.',
      cause,
    ),
    reload,
  );
  if (chosen === reload) await vscode.commands.executeCommand('workbench.action.reloadWindow');
}
