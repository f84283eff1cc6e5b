import * as vscode from 'vscode';
import type { ModelFacts } from '../provider/modelFacts.ts';
import { calendarDay, compactNumber, dollars } from './localFormat.ts';

/** What is known of a model in one line: "400K context · $0.75 in, $4.50 out per million · reasons". */
export function modelWords(facts: ModelFacts): string {
  return [contextWords(facts), priceWords(facts), ...abilityWords(facts), endWords(facts)]
    .filter((words) => words !== undefined)
    .join(' · ');
}

function contextWords({ contextWindow, maxOutput }: ModelFacts): string | undefined {
  if (contextWindow === undefined) return undefined;
  return maxOutput === undefined
    ? vscode.l10n.t('{0} context', compactNumber(contextWindow))
    : vscode.l10n.t('{0} context, {1} answer', compactNumber(contextWindow), compactNumber(maxOutput));
}

function priceWords({ price }: ModelFacts): string | undefined {
  if (price === undefined) return undefined;
  if (price.input === 0 && price.output === 0) return vscode.l10n.t('free');
  return vscode.l10n.t('{0} in, {1} out per million tokens', dollars(price.input), dollars(price.output));
}

function abilityWords({ reasoning, jsonSchema }: ModelFacts): readonly string[] {
  return [
    ...(reasoning === true ? [vscode.l10n.t('reasons')] : []),
    ...(jsonSchema === true ? [vscode.l10n.t('keeps to a schema')] : []),
  ];
}

function endWords({ shutsDownOn }: ModelFacts): string | undefined {
  if (shutsDownOn === undefined) return undefined;
  const hasEnded = shutsDownOn <= new Date().toISOString().slice(0, 10);
  return hasEnded
    ? vscode.l10n.t('ended on {0}', calendarDay(shutsDownOn))
    : vscode.l10n.t('ends on {0}', calendarDay(shutsDownOn));
}
