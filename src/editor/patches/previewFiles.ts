import * as vscode from 'vscode';
import { hostileCharacters } from '../../edits/hostileCharacters.ts';
import { lineEdits } from '../../edits/lineEdits.ts';
import { stillParses } from '../../edits/stillParses.ts';
import { unaskedChanges } from '../../edits/unasked.ts';
import type { Syntax } from '../../syntax/syntax.ts';
import { toTextEdits } from '../documentEdits.ts';
import { messageText } from '../messageText.ts';
import { byteSentences } from '../proposals/byteSentences.ts';
import { characterItems, isAgreed } from '../proposals/consent.ts';
import type { ConsentItem, ProposalResult } from '../proposals/proposal.ts';
import { followEdits, nameIn, type WrittenFile } from './followEdits.ts';

/**
 * Shows changes of several files in VS Code's Refactor Preview, each to be ticked; `ready` when the person applied
 * some. What must be known of a file, or agreed to, is asked about by name before.
 */
export async function previewFiles(
  files: readonly WrittenFile[],
  syntax: () => Promise<Syntax>,
): Promise<ProposalResult> {
  const items = (await Promise.all(files.map((file) => itemsOf(file, syntax)))).flat();
  const [first, ...others] = files.map(nameIn);
  const subject = others.length > 0 ? vscode.l10n.t('{0} files', files.length) : (first ?? '');
  if (!(await isAgreed(items, subject))) return 'cancelled';
  const now = followEdits(files);
  if (now === undefined) return 'problem';
  return (await vscode.workspace.applyEdit(editOf(now))) ? 'ready' : 'cancelled';
}

/** What a person must know of one file, under its name. */
async function itemsOf(file: WrittenFile, syntax: () => Promise<Syntax>): Promise<readonly ConsentItem[]> {
  const name = nameIn(file);
  const found =
    file.kind === 'create'
      ? characterItems(hostileCharacters('', file.text))
      : await itemsOfChange(file, await syntax());
  return found.map(({ label, description }) => ({
    label: label === '' ? name : `${name}: ${label}`,
    description,
  }));
}

async function itemsOfChange(
  { document, before, text }: Extract<WrittenFile, { kind: 'change' }>,
  syntax: Syntax,
): Promise<readonly ConsentItem[]> {
  const { languageId, uri } = document;
  const everything = { kind: 'replace', startLine: 0, endLine: before.split('\n').length - 1 } as const;
  const asked = { target: everything, instruction: '' };
  const found = await unaskedChanges({ before, after: text, languageId, asked, syntax });
  const ofBytes = await byteSentences(uri, before, text);
  return [
    ...((await stillParses({ languageId, before, text }, syntax))
      ? []
      : [{ label: '', description: vscode.l10n.t('would not parse any more') }]),
    ...found.removed.map((removed) => ({
      label: messageText(removed),
      description: vscode.l10n.t('is removed'),
    })),
    ...characterItems(found.characters),
    ...ofBytes.map((description) => ({ label: '', description })),
  ];
}

function editOf(files: readonly WrittenFile[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const file of files) {
    const metadata = { needsConfirmation: true, label: nameIn(file) };
    if (file.kind === 'create') {
      const contents = Buffer.from(file.text);
      edit.createFile(file.uri, { contents, overwrite: false, ignoreIfExists: false }, metadata);
    } else {
      const { document, before, text } = file;
      const edits = toTextEdits(document, lineEdits(before, text));
      edit.set(
        document.uri,
        edits.map((each): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] => [each, metadata]),
      );
    }
  }
  return edit;
}
