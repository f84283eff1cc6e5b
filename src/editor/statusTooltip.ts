import * as vscode from 'vscode';
import type { Ledger } from '../ledger/ledger.ts';
import { endpointHost, isThisComputer } from '../provider/endpoint.ts';
import { recentWords } from './health/recentWords.ts';
import { commandIds, settingsSection } from './identifiers.ts';
import { wholeNumber } from './localFormat.ts';
import { placeOfLocalhost } from './placeOfLocalhost.ts';
import { keyWords } from './keyWords.ts';
import type { KeyPlace } from './secrets.ts';
import type { Settings } from './settings.ts';
import type { Traffic } from './traffic.ts';
import { circuitWords, waitingWords } from './trafficWords.ts';
import type { WorkState } from './workTracker.ts';

/** What the tooltip tells; `keyPlace` is undefined until the key was first needed. */
export interface TooltipFacts {
  readonly settings: Settings;
  readonly ledger: Ledger;
  readonly keyPlace: KeyPlace | undefined;
  readonly isSimulated: (model: string) => boolean;
  readonly state: WorkState;
  /** Undefined until the core was first needed. */
  readonly traffic: Traffic | undefined;
}

const settingsLink = 'workbench.action.openSettings';

/** Endpoint, model, key and today's tokens, with links to the commands that change them. */
export function statusTooltip(facts: TooltipFacts): vscode.MarkdownString {
  const { endpoint, model } = facts.settings.current().config;
  const place = isThisComputer(endpoint) ? ` (${placeOfLocalhost()})` : '';
  const simulated = facts.isSimulated(model) ? ` (${vscode.l10n.t('simulated: no model is running')})` : '';
  const recent = facts.traffic?.recent();
  const tooltip = new vscode.MarkdownString('', true);
  tooltip.isTrusted = {
    enabledCommands: [
      commandIds.showUsage,
      commandIds.setKey,
      commandIds.checkHealth,
      commandIds.showLog,
      commandIds.resetBreaker,
      settingsLink,
    ],
  };
  const waiting = waitingWords(facts.traffic?.waits() ?? []);
  const breaker = facts.traffic && circuitWords(facts.traffic.circuit());
  const hits = facts.ledger.today().cacheHits;
  const rows: readonly (readonly [string, string] | undefined)[] = [
    [vscode.l10n.t('Endpoint'), `${endpointHost(endpoint)}${place}`],
    [vscode.l10n.t('Model'), `${model}${simulated}`],
    facts.keyPlace === undefined ? undefined : [vscode.l10n.t('Key'), keyWords(facts.keyPlace)],
    [vscode.l10n.t('Today'), todayWords(facts.ledger)],
    hits === 0 ? undefined : [vscode.l10n.t('From cache'), vscode.l10n.t('{0} today', wholeNumber(hits))],
    waiting === undefined ? undefined : [vscode.l10n.t('Waiting'), waiting],
    breaker === undefined ? undefined : [vscode.l10n.t('Circuit breaker'), breaker],
    recent === undefined || recent.attempts === 0
      ? undefined
      : [vscode.l10n.t('Last hour'), recentWords(recent)],
    facts.state.kind === 'failed' ? [vscode.l10n.t('Last request'), vscode.l10n.t('failed')] : undefined,
  ];
  tooltip.appendMarkdown('| | |\n|:--|:--|\n');
  for (const row of rows.filter((each) => each !== undefined)) {
    tooltip.appendMarkdown(`| ${cell(row[0])}&nbsp;&nbsp; | ${cell(row[1])} |\n`);
  }
  const settingsQuery = encodeURIComponent(JSON.stringify([settingsSection]));
  const links = [
    ...(breaker === undefined ? [] : [`[${vscode.l10n.t('Try now')}](command:${commandIds.resetBreaker})`]),
    `[${vscode.l10n.t('Usage')}](command:${commandIds.showUsage})`,
    `[${vscode.l10n.t('Check health')}](command:${commandIds.checkHealth})`,
    `[${vscode.l10n.t('Enter key')}](command:${commandIds.setKey})`,
    `[${vscode.l10n.t('Log')}](command:${commandIds.showLog})`,
    `[${vscode.l10n.t('Settings')}](command:${settingsLink}?${settingsQuery})`,
  ];
  tooltip.appendMarkdown(`\n${links.join(' · ')}`);
  return tooltip;
}

function todayWords(ledger: Ledger): string {
  const today = ledger.today();
  if (today.requests === 0) return vscode.l10n.t('no requests');
  const read = wholeNumber(today.promptTokens);
  const written = wholeNumber(today.completionTokens);
  return today.estimated
    ? vscode.l10n.t('about {0} tokens in, {1} out', read, written)
    : vscode.l10n.t('{0} tokens in, {1} out', read, written);
}

// Names come from settings: none of them may become markup, a link or an icon.
function cell(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+\-.!|~$&]/gu, (character) => `&#${character.codePointAt(0)};`);
}
