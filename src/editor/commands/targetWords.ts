import * as vscode from 'vscode';
import type { EditTarget } from '../../edits/target.ts';
import type { UnitKind } from '../../syntax/unit.ts';
import { messageText } from '../messageText.ts';

/** "Replaces function median (lines 3–9)", "Inserts at line 12"; for places that show no Markdown. */
export function targetWords(target: EditTarget): string {
  if (target.kind === 'insert') return vscode.l10n.t('Inserts at line {0}', target.line + 1);
  const { startLine, endLine, unit } = target;
  const lines =
    startLine === endLine
      ? vscode.l10n.t('line {0}', startLine + 1)
      : vscode.l10n.t('lines {0}–{1}', startLine + 1, endLine + 1);
  return unit === undefined
    ? vscode.l10n.t('Replaces {0}', lines)
    : vscode.l10n.t('Replaces {0} {1} ({2})', kindWord(unit.kind), messageText(unit.name), lines);
}

function kindWord(kind: UnitKind): string {
  const words: Readonly<Record<UnitKind, string>> = {
    function: vscode.l10n.t('function'),
    method: vscode.l10n.t('method'),
    class: vscode.l10n.t('class'),
    interface: vscode.l10n.t('interface'),
    type: vscode.l10n.t('type'),
    enum: vscode.l10n.t('enum'),
    struct: vscode.l10n.t('struct'),
    trait: vscode.l10n.t('trait'),
    impl: vscode.l10n.t('impl'),
    module: vscode.l10n.t('module'),
    variable: vscode.l10n.t('variable'),
  };
  return words[kind];
}
