import * as vscode from 'vscode';
import type { KeyPlace } from './secrets.ts';

/** Where the key of an endpoint is kept, in words. */
export function keyWords(place: KeyPlace): string {
  switch (place) {
    case 'stored':
      return vscode.l10n.t('in the secret storage');
    case 'environment':
      return vscode.l10n.t('from the environment');
    case 'none':
      return vscode.l10n.t('none');
    case 'unreadable':
      return vscode.l10n.t('cannot be read');
  }
}
