import * as vscode from 'vscode';
import type { HostileCharacter } from '../../edits/hostileCharacters.ts';
import type { Shrinkage } from '../../edits/shrinkage.ts';
import type { EditTarget } from '../../edits/target.ts';
import { unaskedChanges } from '../../edits/unasked.ts';
import type { Syntax } from '../../syntax/syntax.ts';
import { messageText } from '../messageText.ts';
import { isProtectedFile } from '../realPlace.ts';
import { byteSentences } from './byteSentences.ts';
import type { ConsentItem, Proposal } from './proposal.ts';

/** A new text of the file; `isAsAsked` when it is known to take nothing away unasked. */
export interface MadeText {
  readonly text: string;
  readonly isAsAsked?: boolean;
}

/** What must be accepted by name before this text may be written into the proposal's file. */
async function consentItems(
  { spec, target }: Proposal,
  { text, isAsAsked = false }: MadeText,
  syntax: Syntax,
): Promise<readonly ConsentItem[]> {
  const { snapshot } = spec;
  const asked = isAsAsked ? undefined : spec.asked;
  const { languageId } = snapshot;
  const found = await unaskedChanges({ before: snapshot.text, after: text, languageId, asked, syntax });
  const path = vscode.workspace.asRelativePath(target, false);
  return [
    ...(text !== snapshot.text && (await isProtectedFile(target))
      ? [
          {
            label: messageText(path),
            description: vscode.l10n.t('is changed: such a file can make programs run by itself'),
          },
        ]
      : []),
    ...found.removed.map((name) => ({
      label: messageText(name),
      description: vscode.l10n.t('is removed, though the instruction does not name it'),
    })),
    ...(found.shrunk === undefined || asked === undefined ? [] : [shrunkItem(found.shrunk, asked.target)]),
    ...characterItems(found.characters),
  ];
}

/** A label that stays the same when the person changes some lines by hand. */
function shrunkItem({ lost, lines }: Shrinkage, target: EditTarget): ConsentItem {
  return {
    label:
      target.kind === 'replace' && target.unit !== undefined
        ? vscode.l10n.t('Most of {0}', messageText(target.unit.name))
        : vscode.l10n.t('Most of the selected lines'),
    description: vscode.l10n.t(
      'is removed ({0} of {1} lines), though the instruction does not ask for less',
      lost,
      lines,
    ),
  };
}

/** Characters that can hide code, each to be accepted by its name. */
export function characterItems(characters: readonly HostileCharacter[]): readonly ConsentItem[] {
  return characters.map((character) => ({
    label: characterWords(character),
    description: vscode.l10n.t('is new on line {0} and can hide what code does', character.line + 1),
  }));
}

function characterWords({ kind, codePoint, name }: HostileCharacter): string {
  return kind === 'homoglyph'
    ? vscode.l10n.t('{0}, which looks like {1}', codePoint, name)
    : `${codePoint} ${name}`;
}

/** Says what a proposal does that nobody asked for; nothing where there is nothing. */
function consentSentences(items: readonly ConsentItem[], name: string): readonly string[] {
  if (items.length === 0) return [];
  const list = items.map(({ label, description }) => `${label} ${description}`).join('; ');
  return [
    vscode.l10n.t('The proposal for {0} does more than was asked: {1}. Accept lists each.', name, list),
  ];
}

/** Lists what nobody asked for, nothing picked; true only when the person has picked every line. */
export async function isAgreed(items: readonly ConsentItem[], name: string): Promise<boolean> {
  if (items.length === 0) return true;
  const pick = vscode.window.createQuickPick<ConsentItem>();
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.items = items;
  pick.placeholder = vscode.l10n.t('Pick what may happen. Escape leaves the file as it is.');
  const showCount = (): void => {
    pick.title = vscode.l10n.t(
      'Accept for {0}: {1} of {2} picked, all are needed',
      name,
      pick.selectedItems.length,
      items.length,
    );
  };
  showCount();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  pick.onDidChangeSelection(showCount);
  // With a line left out it stays open: there is no way to accept what was not named.
  pick.onDidAccept(() => pick.selectedItems.length === items.length && resolve(true));
  pick.onDidHide(() => resolve(false));
  pick.show();
  try {
    return await promise;
  } finally {
    pick.dispose();
  }
}

/** Notes on a proposal what must be known and agreed to before this text is written. */
export async function lookThrough(
  proposal: Proposal,
  made: MadeText,
  syntax: () => Promise<Syntax>,
): Promise<void> {
  const { text: before, name } = proposal.spec.snapshot;
  const unasked = await consentItems(proposal, made, await syntax());
  const ofBytes = await byteSentences(proposal.target, before, made.text);
  proposal.unasked = unasked;
  proposal.cautions = [...consentSentences(unasked, name), ...ofBytes];
}

/** True when nothing in the text goes beyond what was asked, or the person has agreed to each thing that does. */
export async function mayWrite(
  proposal: Proposal,
  text: string,
  syntax: () => Promise<Syntax>,
): Promise<boolean> {
  if (proposal.unasked.length === 0) return true;
  const items = await consentItems(proposal, { text }, await syntax());
  // What the person did by hand since needs no second word.
  const asked = items.filter(({ label }) => proposal.unasked.some((item) => item.label === label));
  return isAgreed(asked, proposal.spec.snapshot.name);
}
