import type * as vscode from 'vscode';
import { createProposalFiles, registerProposalFiles } from './editor/proposals/proposalFiles.ts';
import { registerCommands } from './editor/registerCommands.ts';
import type { Own, Services } from './editor/services.ts';
import { createStatusItem } from './editor/statusItem.ts';
import { loadOnce } from './syntax/loadOnce.ts';

/** Milliseconds from activation until the rest loads unasked: the window comes first. */
const restMs = 1000;

/**
 * Registers what a window may ask for at once: the commands, the status item and the file system of proposals, whose
 * tabs a reload restores. The rest comes with the first of them that is used, or a moment later.
 */
export function activate(context: vscode.ExtensionContext): void {
  const own: Own = (disposable) => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const item = own(createStatusItem());
  const files = own(
    createProposalFiles({
      revive: async (uri) => (await (await services()).proposals()).revive(uri),
      answer: async (id) => (await (await (await services()).keptProposals()).records.get(id))?.answer,
    }),
  );
  const services: () => Promise<Services> = loadOnce(async () => {
    const { startServices } = await import('./editor/startServices.ts');
    return startServices(context, own, { item, files });
  });
  own(registerProposalFiles(files));
  own(registerCommands(services));
  const timer = setTimeout(() => void services().catch(() => undefined), restMs);
  own({ dispose: () => clearTimeout(timer) });
}
