import * as vscode from 'vscode';
import type { HealthFact, HealthStep, HealthStepName } from '../../provider/health.ts';
import { describeFailure } from '../failures.ts';
import type { FailureButton, FailureContext } from '../failures.ts';
import { wholeNumber } from '../localFormat.ts';
import { messageText } from '../messageText.ts';
import { durationWords } from './recentWords.ts';
import { stepError } from './stepError.ts';

/** One step as a person reads it. */
export interface StepWords {
  readonly label: string;
  /** What was found and how long that took. */
  readonly found: string;
  /** What to do about it; only where something is wrong. */
  readonly buttons: readonly FailureButton[];
}

const dayMs = 24 * 3600 * 1000;

/** What a step is about. */
export function stepLabel(name: HealthStepName): string {
  const labels: Readonly<Record<HealthStepName, string>> = {
    name: vscode.l10n.t('Name'),
    proxy: vscode.l10n.t('Proxy'),
    tls: vscode.l10n.t('Encryption'),
    endpoint: vscode.l10n.t('Server'),
    key: vscode.l10n.t('Key'),
    model: vscode.l10n.t('Model'),
    stream: vscode.l10n.t('One token'),
  };
  return labels[name];
}

/** The words for a step that was taken. */
export function stepWords(step: HealthStep, context: FailureContext, now: number): StepWords {
  const label = stepLabel(step.name);
  const fact = step.fact === undefined ? [] : [factWords(step.fact, now)];
  // What takes no time, such as knowing of a proxy, has none to show.
  const time = step.milliseconds < 1 ? [] : [durationWords(step.milliseconds)];
  if (step.ok) return { label, found: messageText([...fact, ...time].join(' · ')), buttons: [] };
  const failure = describeFailure(stepError(step), context);
  return {
    label,
    found: messageText([failure?.message ?? '', ...fact, ...time].join(' · ')),
    buttons: failure?.buttons ?? [],
  };
}

function factWords(fact: HealthFact, now: number): string {
  switch (fact.kind) {
    case 'addresses':
      return fact.addresses.join(', ');
    case 'byProxy':
      return vscode.l10n.t('looked up by the proxy');
    case 'direct':
      return vscode.l10n.t('none');
    case 'proxy':
      return fact.host ?? vscode.l10n.t('one that only the editor knows');
    case 'plain':
      return vscode.l10n.t('none, the server is on this computer or its network');
    case 'tls':
      return tlsWords(fact, now);
    case 'tlsUnseen':
      return vscode.l10n.t('encrypted; the certificate cannot be seen from here');
    case 'answers':
      return vscode.l10n.t('{0} answers', fact.host);
    case 'key':
      return fact.ending === undefined
        ? vscode.l10n.t('taken')
        : vscode.l10n.t('taken, ending in …{0}', fact.ending);
    case 'keyless':
      return vscode.l10n.t('none needed');
    case 'model':
      return fact.isListed === false
        ? vscode.l10n.t("{0} (not in the server's list)", fact.model)
        : fact.model;
    case 'token':
      return vscode.l10n.t('it came');
  }
}

function tlsWords(fact: Extract<HealthFact, { readonly kind: 'tls' }>, now: number): string {
  const version = fact.version.replace(/^TLSv/u, 'TLS ');
  const issuer = fact.issuer === '' ? [] : [vscode.l10n.t('certificate of {0}', fact.issuer)];
  const days = Math.floor((fact.validUntil - now) / dayMs);
  const left = Number.isNaN(days) ? [] : [daysWords(days)];
  return [version, ...issuer, ...left].join(', ');
}

function daysWords(days: number): string {
  if (days < 0) return vscode.l10n.t('expired');
  if (days === 1) return vscode.l10n.t('1 day left');
  return vscode.l10n.t('{0} days left', wholeNumber(days));
}
