import * as vscode from 'vscode';
import { metricsText } from '../../provider/metricsText.ts';
import { metricsToken } from '../metrics/metricsToken.ts';
import type { Services } from '../services.ts';

/** Puts the metrics of this window into the clipboard, in the text format of Prometheus. */
export async function copyMetrics(services: Services): Promise<void> {
  const text = await currentText(services);
  if (text !== undefined) await vscode.env.clipboard.writeText(text);
}

/** Writes the metrics of this window where the person says. */
export async function saveMetrics(services: Services): Promise<void> {
  const text = await currentText(services);
  if (text === undefined) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = 'opencrates-metrics.prom';
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save metrics'),
    filters: { [vscode.l10n.t('Prometheus text')]: ['prom', 'txt'] },
    ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (target !== undefined) await vscode.workspace.fs.writeFile(target, Buffer.from(text));
}

/** Puts the token that a collector has to show into the clipboard. */
export async function copyMetricsToken(services: Services): Promise<void> {
  await vscode.env.clipboard.writeText(await metricsToken(services.secrets));
}

async function currentText(services: Services): Promise<string | undefined> {
  const text = metricsText((await services.observability()).metrics());
  if (text !== '') return text;
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Nothing has been asked in this window yet, so there are no metrics.'),
  );
  return undefined;
}
