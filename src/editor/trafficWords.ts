import * as vscode from 'vscode';
import type { Circuit } from '../provider/breakers.ts';
import type { Wait } from '../provider/waits.ts';
import type { HeldUp } from './heldUp.ts';
import { clockTime, wholeNumber } from './localFormat.ts';

/** A fact as the status bar shows it, and as a screen reader says it: without the seconds, which it would all read. */
export interface TrafficWords {
  readonly text: string;
  readonly spoken: string;
}

const minuteMs = 60_000;

/** Why requests do not go on, and for how long. */
export function heldUpWords(held: HeldUp): TrafficWords {
  if (held.kind === 'turn') return alike(vscode.l10n.t('waiting for other requests'));
  const seconds = wholeNumber(Math.ceil(held.inMs / 1000));
  if (held.kind === 'retry')
    return {
      text: vscode.l10n.t('trying again in {0} s', seconds),
      spoken: vscode.l10n.t('trying again soon'),
    };
  if (held.inMs >= minuteMs) return alike(pausedWords(held.inMs));
  return { text: vscode.l10n.t('waiting… {0} s', seconds), spoken: vscode.l10n.t('waiting') };
}

/** That nothing is sent for so many milliseconds; never a time before it goes on. */
export function pausedWords(inMs: number): string {
  const until = Math.ceil((Date.now() + inMs) / minuteMs) * minuteMs;
  return vscode.l10n.t('paused until {0}', clockTime(new Date(until)));
}

/** What the breaker does; undefined while it lets everything pass. */
export function circuitWords(circuit: Circuit): string | undefined {
  switch (circuit.state) {
    case 'closed':
      return undefined;
    case 'open':
      return pausedWords(circuit.retryInMs);
    case 'halfOpen':
      return circuit.isProbing
        ? vscode.l10n.t('one request tries whether it works again')
        : vscode.l10n.t('the next request tries whether it works again');
  }
}

/** How many requests wait for what; undefined when none does. */
export function waitingWords(waits: readonly Wait[]): string | undefined {
  const count = (reason: Wait['reason']): number => waits.filter((wait) => wait.reason === reason).length;
  const [retries, limited, queued] = [count('retry'), count('rate'), count('slot')];
  const parts = [
    ...(retries > 0 ? [vscode.l10n.t('{0} to try again', wholeNumber(retries))] : []),
    ...(limited > 0 ? [vscode.l10n.t('{0} for a limit', wholeNumber(limited))] : []),
    ...(queued > 0 ? [vscode.l10n.t('{0} for other requests', wholeNumber(queued))] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}

function alike(words: string): TrafficWords {
  return { text: words, spoken: words };
}
