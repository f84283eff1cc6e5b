import * as vscode from 'vscode';
import { activeFile } from '../folderInUse.ts';
import { documentAt, nameOf } from '../snapshot.ts';

/** Characters of a patch that is read; more is no patch a person could look through. */
const lengthLimit = 2_000_000;

/** A patch as it came, and the document it may be for: the one in front, unless the patch was taken from there. */
export interface PatchSource {
  readonly text: string;
  readonly edited: vscode.TextDocument | undefined;
}

/** The document the person works on; in front of a proposal, the one that is for. */
export function editedDocument(): vscode.TextDocument | undefined {
  const uri = activeFile();
  return uri === undefined ? undefined : documentAt(uri);
}

interface Way extends vscode.QuickPickItem {
  readonly read: () => Promise<PatchSource | undefined>;
}

/** Asks where the patch is; undefined when the person left, or there is nothing, which was said. */
export async function choosePatchSource(): Promise<PatchSource | undefined> {
  const editor = vscode.window.activeTextEditor;
  const edited = editedDocument();
  const selected = editor?.document.getText(editor.selection) ?? '';
  const ways: readonly Way[] = [
    ...fromPatchInFront(editor?.document),
    {
      label: vscode.l10n.t('From the clipboard'),
      read: async () => ({ text: await vscode.env.clipboard.readText(), edited }),
    },
    ...(selected.trim() === ''
      ? []
      : [
          {
            label: vscode.l10n.t('From the selection'),
            read: () => Promise.resolve({ text: selected, edited: undefined }),
          },
        ]),
    { label: vscode.l10n.t('From a file…'), read: async () => fromFile(edited) },
  ];
  const way = await vscode.window.showQuickPick(ways, {
    title: vscode.l10n.t('Apply Patch'),
    placeHolder: vscode.l10n.t('A patch, or code for the place of the cursor'),
  });
  const source = await way?.read();
  if (source === undefined) return undefined;
  if (source.text.trim() !== '' && source.text.length <= lengthLimit) return source;
  void vscode.window.showInformationMessage(
    source.text.trim() === ''
      ? vscode.l10n.t('There is no text to apply.')
      : vscode.l10n.t('The patch is too long to be looked through. Apply it with git.'),
  );
  return undefined;
}

/** The patch that is open in front. It was not made for itself, so that it is for no document more than for another. */
function fromPatchInFront(document: vscode.TextDocument | undefined): readonly Way[] {
  if (document?.languageId !== 'diff') return [];
  return [
    {
      label: vscode.l10n.t('From {0}', nameOf(document.uri)),
      read: () => Promise.resolve({ text: document.getText(), edited: undefined }),
    },
  ];
}

async function fromFile(edited: vscode.TextDocument | undefined): Promise<PatchSource | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Apply Patch'),
      filters: { [vscode.l10n.t('Patches')]: ['patch', 'diff', 'md', 'txt'], [vscode.l10n.t('All')]: ['*'] },
    })) ?? [];
  if (uri === undefined) return undefined;
  const text = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
  return { text, edited: edited?.uri.toString() === uri.toString() ? undefined : edited };
}
