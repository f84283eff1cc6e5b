import * as vscode from 'vscode';
import type { Circuit } from '../../provider/breakers.ts';
import type { RecentHealth } from '../../provider/healthWindow.ts';
import { wholeNumber } from '../localFormat.ts';
import { circuitWords } from '../trafficWords.ts';

/** What is known of the model in use without asking anybody. */
export interface PassiveHealth {
  readonly recent: RecentHealth;
  readonly circuit: Circuit;
}

/** "12 requests, 2 failed; half took up to 1.2 s, nearly all up to 3.4 s"; for the last hour. */
export function recentWords({ attempts, failures, p50Ms, p95Ms }: RecentHealth): string {
  if (attempts === 0) return vscode.l10n.t('no requests');
  const requests =
    attempts === 1 ? vscode.l10n.t('1 request') : vscode.l10n.t('{0} requests', wholeNumber(attempts));
  const failed = failures === 0 ? [] : [vscode.l10n.t('{0} failed', wholeNumber(failures))];
  const times =
    p50Ms === undefined || p95Ms === undefined
      ? []
      : [vscode.l10n.t('half within {0}, most within {1}', durationWords(p50Ms), durationWords(p95Ms))];
  return [requests, ...failed, ...times].join(', ');
}

/** What the last hour and the breaker say, each with its name; circuits that are closed are not worth a word. */
export function passiveRows({ recent, circuit }: PassiveHealth): readonly (readonly [string, string])[] {
  const paused = circuitWords(circuit);
  return [
    [vscode.l10n.t('Last hour'), recentWords(recent)],
    ...(paused === undefined ? [] : [[vscode.l10n.t('Circuit breaker'), paused] as const]),
  ];
}

/** "340 ms", "1.2 s". */
export function durationWords(milliseconds: number): string {
  if (milliseconds < 1000) return vscode.l10n.t('{0} ms', wholeNumber(milliseconds));
  const seconds = new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: 1 });
  return vscode.l10n.t('{0} s', seconds.format(milliseconds / 1000));
}
