import * as vscode from 'vscode';
import { fromCacheWords } from '../cacheWords.ts';
import type { PlacedCount } from '../findings/findingPlacer.ts';
import { unplacedViewId } from '../identifiers.ts';
import type { QuietWay } from '../quietLine.ts';
import type { Services } from '../services.ts';
import { isSimulated } from '../simulated.ts';
import { warn } from '../warn.ts';

/** Findings of one analysis beyond which nobody reads them and the Problems panel only suffers. */
export const findingLimit = 200;

/** What an analysis found; `malformed` counts objects of the answer meant as findings that could not be read. */
export interface AnalysisResult extends PlacedCount {
  readonly malformed: number;
  /** True when the answer held findings or said that there are none. */
  readonly isAnswered: boolean;
  /** True when the answer had no words at all. */
  readonly isEmpty?: true;
  /** When the answer was first given, if it came from the cache. */
  readonly storedAt?: number;
  /** Why no more was read although the model went on. */
  readonly endedBy?: 'repetition' | 'limit';
  /** What ended the answer after some findings had come. */
  readonly stoppedBy?: unknown;
}

/** Findings that came, placed or not. */
export function totalOf({ placed, notPlaced }: PlacedCount): number {
  return placed + notPlaced;
}

/** Tells how an analysis ended: in the status bar, or as a warning where it says nothing about the file. */
export function tellAnalysis(
  result: AnalysisResult,
  name: string,
  { settings, askAgain, analysisLine }: Services,
  askAnew: () => Promise<void>,
): void {
  const { isAnswered, isEmpty, storedAt } = result;
  if (!isAnswered) {
    const label = storedAt === undefined ? vscode.l10n.t('Try Again') : vscode.l10n.t('Ask Again');
    const message =
      isEmpty === true
        ? vscode.l10n.t('The model gave an empty answer for {0}.', name)
        : vscode.l10n.t(
            'The model did not answer with findings about {0}. Try again, or use a larger model.',
            name,
          );
    warn(message, [{ label, run: askAnew }]);
  } else {
    const simulated = isSimulated(settings.current().config.model) ? [vscode.l10n.t('simulated')] : [];
    const line = [countWords(result, name), ...endWords(result), ...simulated].join(' · ');
    if (storedAt === undefined) analysisLine.say(line, result.notPlaced === 0 ? undefined : toNotPlaced());
    else askAgain.offer(`${line} · ${fromCacheWords(storedAt)}`, askAnew);
  }
}

function toNotPlaced(): QuietWay {
  return { tooltip: vscode.l10n.t('Show what is not placed'), command: `${unplacedViewId}.focus` };
}

function countWords(result: AnalysisResult, name: string): string {
  const { notPlaced, malformed } = result;
  const total = totalOf(result);
  const words =
    total === 0
      ? vscode.l10n.t('No findings in {0}', name)
      : total === 1
        ? vscode.l10n.t('1 finding in {0}', name)
        : vscode.l10n.t('{0} findings in {1}', total, name);
  const rest = [
    ...(notPlaced === 0 ? [] : [vscode.l10n.t('{0} not placed', notPlaced)]),
    ...(malformed === 0 ? [] : [vscode.l10n.t('{0} could not be read', malformed)]),
  ];
  return rest.length === 0 ? words : `${words} (${rest.join(', ')})`;
}

function endWords({ endedBy }: AnalysisResult): readonly string[] {
  if (endedBy === undefined) return [];
  return [
    endedBy === 'limit'
      ? vscode.l10n.t('ended at {0} findings', findingLimit)
      : vscode.l10n.t('ended because the model repeated itself'),
  ];
}
