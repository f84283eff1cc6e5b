import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { StoreTrouble } from '../cache/storeTrouble.ts';

/** Where it is kept which troubles were told on this computer. */
const toldKey = 'opencrates.cacheTroubleTold';
const toldSchema = z.array(z.string());

/** Logs trouble with the store, and tells the person once on this computer what it means for them, if anything. */
export function tellCacheTrouble(
  trouble: StoreTrouble,
  { log, state }: { readonly log: vscode.LogOutputChannel; readonly state: vscode.Memento },
): void {
  log.warn(`cache: ${trouble}`);
  const reason = reasonWords(trouble);
  const told = toldSchema.safeParse(state.get<unknown>(toldKey)).data ?? [];
  if (reason === undefined || told.includes(trouble)) return;
  void state.update(toldKey, [...told, trouble]);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('OpenCrates keeps answers for this window only: {0}. Everything else works.', reason),
  );
}

/** Undefined for what passes by itself. */
function reasonWords(trouble: StoreTrouble): string | undefined {
  switch (trouble) {
    case 'unavailable':
      return vscode.l10n.t('this version of the editor comes without a database');
    case 'networkFolder':
      return vscode.l10n.t('the folder of its data is on a network');
    case 'newerVersion':
      return vscode.l10n.t('a newer version of it has taken over the file with answers');
    case 'notWritable':
      return vscode.l10n.t('the folder of its data cannot be written to');
    case 'diskFull':
      return vscode.l10n.t('the disk is full');
    case 'diskError':
      return vscode.l10n.t('the disk reports errors');
    case 'busy':
    case 'damaged':
    case 'changed':
      return undefined;
  }
}
