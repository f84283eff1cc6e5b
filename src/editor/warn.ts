import * as vscode from 'vscode';
import type { FailureButton } from './failureButton.ts';

/** Shows a warning with its next steps, without waiting for the person to choose one. */
export function warn(message: string, steps: readonly FailureButton[]): void {
  const ways = steps.map(({ label, run }) => ({ title: label, run }));
  void vscode.window.showWarningMessage(message, ...ways).then((chosen) => chosen?.run());
}
