import * as vscode from 'vscode';
import type { Ledger } from '../ledger/ledger.ts';
import { commandIds, settingsSection } from './identifiers.ts';
import { dayName, wholeNumber } from './localFormat.ts';
import { type ListRow, showList } from './showList.ts';

type Day = ReturnType<Ledger['days']>[number];

/** Lists tokens, requests and failures, today first, with the commands that belong to them. */
export async function showUsage(ledger: Ledger): Promise<void> {
  await showList({
    title: vscode.l10n.t('Usage'),
    placeholder: vscode.l10n.t('Tokens, requests and failures of each day'),
    rows: [...dayRows(ledger), ...commandRows()],
  });
}

function dayRows(ledger: Ledger): readonly ListRow[] {
  const today = ledger.today();
  const earlier = ledger.days().filter((day) => day.date !== today.date && isUsed(day));
  if (!isUsed(today) && earlier.length === 0) return [emptyRow()];
  const newestFirst = earlier.toSorted((a, b) => b.date.localeCompare(a.date));
  return [
    dayRow(vscode.l10n.t('Today'), today),
    ...(newestFirst.length === 0 ? [] : [separator(vscode.l10n.t('earlier'))]),
    ...newestFirst.map((day) => dayRow(dayName(day.date), day)),
  ];
}

function isUsed({ requests, cacheHits }: Day): boolean {
  return requests + cacheHits > 0;
}

function dayRow(label: string, day: Day): ListRow {
  const read = wholeNumber(day.promptTokens);
  const written = wholeNumber(day.completionTokens);
  const tokens = day.estimated
    ? vscode.l10n.t('about {0} tokens in, {1} out', read, written)
    : vscode.l10n.t('{0} tokens in, {1} out', read, written);
  const requests =
    day.requests === 1
      ? vscode.l10n.t('1 request')
      : vscode.l10n.t('{0} requests', wholeNumber(day.requests));
  const description = [requests, ...failureWords(day.failures), ...cacheWords(day.cacheHits)].join(', ');
  const copy = { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy') };
  return {
    label,
    description: `${tokens} · ${description}`,
    figures: `${day.date}: ${tokens}; ${description}`,
    buttons: [copy],
  };
}

function failureWords(failures: number): readonly string[] {
  if (failures === 0) return [];
  return [failures === 1 ? vscode.l10n.t('1 failed') : vscode.l10n.t('{0} failed', wholeNumber(failures))];
}

function cacheWords(hits: number): readonly string[] {
  return hits === 0 ? [] : [vscode.l10n.t('{0} from cache', wholeNumber(hits))];
}

function emptyRow(): ListRow {
  return {
    label: vscode.l10n.t('Nothing has been asked yet.'),
    description: vscode.l10n.t('Run the first Generate'),
    act: () => vscode.commands.executeCommand(commandIds.generate),
  };
}

function commandRows(): readonly ListRow[] {
  const settings = (): Thenable<unknown> =>
    vscode.commands.executeCommand('workbench.action.openSettings', settingsSection);
  return [
    separator(vscode.l10n.t('commands')),
    commandRow(vscode.l10n.t('Test the connection'), 'plug', () =>
      vscode.commands.executeCommand(commandIds.testKey),
    ),
    commandRow(vscode.l10n.t('Check health…'), 'pulse', () =>
      vscode.commands.executeCommand(commandIds.checkHealth),
    ),
    commandRow(vscode.l10n.t('Enter key…'), 'key', () => vscode.commands.executeCommand(commandIds.setKey)),
    commandRow(vscode.l10n.t('Clear cache'), 'clear-all', () =>
      vscode.commands.executeCommand(commandIds.clearCache),
    ),
    commandRow(vscode.l10n.t('Settings'), 'gear', settings),
    commandRow(vscode.l10n.t('Show log'), 'output', () => vscode.commands.executeCommand(commandIds.showLog)),
  ];
}

function commandRow(label: string, icon: string, act: () => Thenable<unknown>): ListRow {
  return { label, iconPath: new vscode.ThemeIcon(icon), act };
}

function separator(label: string): ListRow {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
