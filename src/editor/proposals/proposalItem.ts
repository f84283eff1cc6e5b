import * as vscode from 'vscode';
import { commandIds } from '../identifiers.ts';
import { clockTime, wholeNumber } from '../localFormat.ts';
import { messageText } from '../messageText.ts';
import { nameOf } from '../snapshot.ts';
import type { ProposalRecord } from './proposalRecord.ts';

const icons: Readonly<Record<ProposalRecord['status'], string>> = {
  waiting: 'diff',
  accepted: 'check',
  discarded: 'close',
  failed: 'warning',
};

/** A line of the list: the file, which a narrow side bar has room for, then state, instruction, time and tokens. */
export function proposalItem(record: ProposalRecord): vscode.TreeItem {
  const { id, status, instruction, file, at, tokens, failure } = record;
  const name = nameOf(vscode.Uri.parse(file));
  const state = statusWord(status);
  const facts = [
    clockTime(new Date(at)),
    ...(tokens === undefined ? [] : [vscode.l10n.t('{0} tokens', wholeNumber(tokens))]),
  ];
  const item = new vscode.TreeItem(name);
  item.id = id;
  item.description = [state, messageText(instruction), ...facts].join(' · ');
  item.tooltip = [
    instruction,
    [state, name, ...facts].join(' · '),
    ...(failure === undefined ? [] : [failure]),
  ].join('\n\n');
  item.iconPath = new vscode.ThemeIcon(icons[status]);
  item.contextValue = status;
  item.command = {
    command: commandIds.openProposal,
    title: vscode.l10n.t('Open Proposal'),
    arguments: [{ id }],
  };
  return item;
}

function statusWord(status: ProposalRecord['status']): string {
  const words: Readonly<Record<ProposalRecord['status'], string>> = {
    waiting: vscode.l10n.t('waiting'),
    accepted: vscode.l10n.t('accepted'),
    discarded: vscode.l10n.t('discarded'),
    failed: vscode.l10n.t('failed'),
  };
  return words[status];
}
