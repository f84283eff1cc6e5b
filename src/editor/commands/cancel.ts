import * as vscode from 'vscode';
import type { RunningRequest } from '../requests.ts';
import type { Services } from '../services.ts';

/** Cancel: the request of the document in front, else the only one, else the one that is picked. */
export async function cancel(services: Services): Promise<void> {
  const running = services.requests.running();
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const front =
    input instanceof vscode.TabInputTextDiff
      ? input.modified
      : input instanceof vscode.TabInputText
        ? input.uri
        : undefined;
  const ofFront = running.filter((request) => request.uri.toString() === front?.toString());
  const meant = ofFront.length > 0 ? ofFront : running.length === 1 ? running : await pick(running);
  for (const request of meant) request.cancel();
}

async function pick(running: readonly RunningRequest[]): Promise<readonly RunningRequest[]> {
  if (running.length === 0) return [];
  const items = running.map((request) => ({ label: request.label, description: request.subject, request }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Cancel which requests?'),
  });
  return (picked ?? []).map((item) => item.request);
}
