import * as vscode from 'vscode';
import type { HealthReport } from '../../provider/health.ts';
import type { FailureContext } from '../failures.ts';
import { passiveRows, type PassiveHealth } from './recentWords.ts';
import { stepWords } from './stepWords.ts';

/** What a report tells beside its steps. */
export interface ReportContext {
  readonly failure: FailureContext;
  readonly passive: PassiveHealth;
  readonly version: string;
  readonly now: Date;
}

/** A health check to paste into a message to someone who can help: plain text, no secrets. */
export function healthReportText({ steps }: HealthReport, context: ReportContext): string {
  const { failure, passive, version, now } = context;
  const lines = steps.map((step) => {
    const { label, found } = stepWords(step, failure, now.getTime());
    return `${step.ok ? '✓' : '✗'} ${label}: ${found}`;
  });
  return [
    `OpenCrates ${version}, ${vscode.env.appName} ${vscode.version}, ${process.platform}, ${now.toISOString()}`,
    ...lines,
    ...passiveRows(passive).map(([label, words]) => `${label}: ${words}`),
    '',
  ].join('\n');
}
