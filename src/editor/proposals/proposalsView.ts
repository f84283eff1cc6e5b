import * as vscode from 'vscode';
import { contextKeys, proposalsViewId } from '../identifiers.ts';
import type { ProposalKeeper } from './proposalKeeper.ts';
import type { ProposalRecord } from './proposalRecord.ts';

/** Set once this workspace had a proposal: the view is hidden before that. */
const usedKey = 'opencrates.hasProposals';

/** The list of this workspace's proposals; its records are read when it is first looked at. */
export interface ProposalsView extends vscode.Disposable {
  /** The list is no longer what it was. */
  readonly refresh: () => void;
  /** Brings the view to the front, also before there was a proposal. */
  readonly show: () => Promise<void>;
}

export function createProposalsView(
  memory: vscode.Memento,
  keeper: () => Promise<ProposalKeeper>,
): ProposalsView {
  const changed = new vscode.EventEmitter<void>();
  const publish = (): Thenable<unknown> =>
    vscode.commands.executeCommand('setContext', contextKeys.hasProposals, true);
  if (memory.get(usedKey) === true) void publish();
  const registered = vscode.window.registerTreeDataProvider<ProposalRecord>(proposalsViewId, {
    onDidChangeTreeData: changed.event,
    getChildren: async (element) =>
      element === undefined ? [...(await (await keeper()).records.all())] : [],
    getTreeItem: async (record) => (await import('./proposalItem.ts')).proposalItem(record),
  });
  return {
    refresh() {
      void publish();
      void memory.update(usedKey, true);
      changed.fire();
    },
    async show() {
      await publish();
      await vscode.commands.executeCommand(`${proposalsViewId}.focus`);
    },
    dispose: () => vscode.Disposable.from(registered, changed).dispose(),
  };
}
