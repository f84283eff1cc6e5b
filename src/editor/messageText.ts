import { visibleText } from './visibleText.ts';

/**
 * Words from outside (a server, a file's name, code) for a notification, an input box or the status bar: one line,
 * nothing invisible, and neither `[words](command:…)`, which the editor shows as a link that runs any command, nor `$(icon)`.
 */
export function messageText(text: string): string {
  return visibleText(text)
    .replace(/\s+/gu, ' ')
    .replace(/([\]$])\(/gu, '$1 (');
}
