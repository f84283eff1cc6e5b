import * as vscode from 'vscode';
import { endpointHost, isThisComputer } from '../../provider/endpoint.ts';
import { healthStepNames } from '../../provider/health.ts';
import type { HealthStep, HealthStepName } from '../../provider/health.ts';
import type { FailureContext } from '../failures.ts';
import { passiveRows, type PassiveHealth } from './recentWords.ts';
import { stepLabel, stepWords } from './stepWords.ts';

/** What choosing a row does; the page stays open for those that say so. */
interface HealthRow extends vscode.QuickPickItem {
  readonly act?: () => unknown;
  readonly stays?: boolean;
}

/** The list a health check fills as it goes. */
export interface HealthPage {
  show(step: HealthStep): void;
  /** Shows the row for the step that may cost money; true when the person chooses it, false when they leave. */
  askForToken(): Promise<boolean>;
  /** All steps are taken: shows what can be done now. Resolves when the page is left. */
  finish(actions: HealthActions): Promise<void>;
  readonly onDidLeave: vscode.Event<void>;
  dispose(): void;
}

export interface HealthActions {
  readonly copyReport: () => Thenable<void>;
  readonly again: () => void;
  readonly showLog: () => void;
}

/** Opens the page with no step taken yet. */
export function openHealthPage(context: FailureContext, passive: () => PassiveHealth): HealthPage {
  const pick = vscode.window.createQuickPick<HealthRow>();
  const left = new vscode.EventEmitter<void>();
  const steps = new Map<HealthStepName, HealthStep>();
  let tail: readonly HealthRow[] = [];

  const render = (): void => {
    const taken = healthStepNames.flatMap((name) => steps.get(name) ?? []);
    pick.items = [
      ...taken.flatMap((step) => stepRows(step, context)),
      ...tail,
      separator(vscode.l10n.t('without asking')),
      ...passiveRows(passive()).map(([label, description]) => ({
        label,
        description,
        iconPath: new vscode.ThemeIcon('history'),
        alwaysShow: true,
      })),
    ];
  };

  pick.title = vscode.l10n.t('Health of {0}', endpointHost(context.endpoint));
  pick.placeholder = vscode.l10n.t('Each step of a request, in order');
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.busy = true;
  pick.onDidAccept(() => {
    const chosen = pick.selectedItems[0];
    if (chosen?.act === undefined) return;
    if (chosen.stays !== true) pick.hide();
    void chosen.act();
  });
  pick.onDidHide(() => left.fire());
  render();
  pick.show();
  return {
    show(step) {
      steps.set(step.name, step);
      render();
    },
    async askForToken() {
      if (isThisComputer(context.endpoint)) return true;
      const answer = Promise.withResolvers<boolean>();
      pick.busy = false;
      tail = [tokenRow(endpointHost(context.endpoint), () => answer.resolve(true))];
      render();
      pick.activeItems = tail;
      const leaving = left.event(() => answer.resolve(false));
      try {
        return await answer.promise;
      } finally {
        leaving.dispose();
        tail = [];
        pick.busy = true;
        render();
      }
    },
    async finish(actions) {
      const gone = new Promise<void>((resolve) => left.event(resolve));
      pick.busy = false;
      tail = actionRows(actions);
      render();
      await gone;
    },
    onDidLeave: left.event,
    dispose() {
      pick.dispose();
      left.dispose();
    },
  };
}

function stepRows(step: HealthStep, context: FailureContext): readonly HealthRow[] {
  const { label, found, buttons } = stepWords(step, context, Date.now());
  const icon = step.ok
    ? new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'))
    : new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
  const spoken = step.ok ? label : vscode.l10n.t('{0}: failed', label);
  return [
    { label: spoken, description: found, iconPath: icon, alwaysShow: true },
    ...buttons.map((button) => ({
      label: button.label,
      iconPath: new vscode.ThemeIcon('arrow-right'),
      alwaysShow: true,
      act: button.run,
    })),
  ];
}

function tokenRow(host: string, act: () => void): HealthRow {
  return {
    label: stepLabel('stream'),
    description: vscode.l10n.t('choose to ask the model for one; {0} bills it', host),
    iconPath: new vscode.ThemeIcon('circle-outline'),
    alwaysShow: true,
    stays: true,
    act,
  };
}

function actionRows({ copyReport, again, showLog }: HealthActions): readonly HealthRow[] {
  const row = (label: string, icon: string, act: () => unknown, stays = false): HealthRow => ({
    label,
    iconPath: new vscode.ThemeIcon(icon),
    alwaysShow: true,
    act,
    stays,
  });
  return [
    separator(vscode.l10n.t('commands')),
    row(vscode.l10n.t('Copy report'), 'copy', copyReport, true),
    row(vscode.l10n.t('Check again'), 'refresh', again),
    row(vscode.l10n.t('Show log'), 'output', showLog),
  ];
}

function separator(label: string): HealthRow {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
