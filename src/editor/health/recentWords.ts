import * as vscode from 'vscode';
import type { RecentHealth } from '../../provider/healthWindow.ts';
import { wholeNumber } from '../localFormat.ts';

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

/** "340 ms", "1.2 s". */
export function durationWords(milliseconds: number): string {
  if (milliseconds < 1000) return vscode.l10n.t('{0} ms', wholeNumber(milliseconds));
  const seconds = new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: 1 });
  return vscode.l10n.t('{0} s', seconds.format(milliseconds / 1000));
}
