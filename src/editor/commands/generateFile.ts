import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { newFileName } from '../../context/newFileName.ts';
import { insidePath } from '../../edits/patchPath.ts';
import { openNew, pathInside, whyNotNew } from '../newDocument.ts';
import { generateRequest } from '../../tasks/generate.ts';
import type { ProposalResult } from '../proposals/proposal.ts';
import { ensureReady } from '../ready.ts';
import type { Services } from '../services.ts';
import { documentSnapshot } from '../snapshot.ts';
import { activeFile } from '../folderInUse.ts';
import {
  askInstruction,
  forgetInstruction,
  keepInstruction,
  type InstructionQuestion,
} from './askInstruction.ts';
import { proposeIn } from './generate.ts';
import { readRequestOptions } from './requestOptions.ts';
import { tokensLine } from './requestWords.ts';

const argumentsSchema = z.object({
  instruction: z.string().check(z.minLength(1)),
  path: z.optional(z.string()),
});

/** Generate New File: asks what it should hold and where it goes, and proposes it; nothing is on the disk before it is accepted and saved. */
export async function generateFile(services: Services, args: unknown): Promise<ProposalResult | undefined> {
  const active = activeFile();
  const own = active === undefined ? undefined : vscode.workspace.getWorkspaceFolder(active);
  const folder = own ?? vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a folder first: a new file needs a place.'),
    );
    return undefined;
  }
  if (!(await ensureReady(services))) return undefined;
  const given = argumentsSchema.safeParse(args);
  const asked = given.success
    ? { instruction: given.data.instruction, options: readRequestOptions(args) }
    : await askInstruction(services, questionAbout(folder));
  if (asked === undefined) return undefined;
  // There again when the place is not chosen, or the answer is of no use.
  keepInstruction(services, folder.uri, asked.instruction);
  const named = given.success ? given.data.path : undefined;
  const path =
    named ?? (await askPath(folder.uri, await proposedPath(folder.uri, own && active, asked.instruction)));
  if (path === undefined) return undefined;
  const problem = await whyNotNew(folder.uri, path);
  const inside = insidePath(path);
  if (problem !== undefined || inside === undefined) {
    void vscode.window.showInformationMessage(problem ?? '');
    return undefined;
  }
  const document = await openNew(vscode.Uri.joinPath(folder.uri, inside));
  const result = await proposeIn(services, { ...documentSnapshot(document), path: inside }, asked);
  if (result === 'ready') forgetInstruction(folder.uri);
  return result;
}

function questionAbout({ name, uri }: vscode.WorkspaceFolder): InstructionQuestion {
  const nothing = { languageId: 'plaintext', path: '', instruction: '', file: '', context: [] };
  const target = { kind: 'insert', line: 0, indent: '' } as const;
  return {
    title: vscode.l10n.t('Generate New File'),
    placeholder: vscode.l10n.t('For example: a class that reads and writes INI files'),
    place: vscode.l10n.t('A new file in {0}', name),
    uri,
    options: {},
    sent: () => Promise.resolve([tokensLine(generateRequest({ ...nothing, target }))]),
  };
}

function askPath(folder: vscode.Uri, proposed: string): Thenable<string | undefined> {
  const start = proposed.lastIndexOf('/') + 1;
  const dot = proposed.lastIndexOf('.');
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Generate New File'),
    prompt: vscode.l10n.t('Where the file goes, from the top of the folder'),
    value: proposed,
    valueSelection: [start, dot > start ? dot : proposed.length],
    validateInput: (path) => whyNotNew(folder, path),
  });
}

/** Beside the file that is being worked on, in its language. */
async function proposedPath(
  folder: vscode.Uri,
  active: vscode.Uri | undefined,
  instruction: string,
): Promise<string> {
  const place = active === undefined ? folder : vscode.Uri.joinPath(active, '..');
  const extension = /\.([^./]+)$/u.exec(active?.path ?? '')?.[1] ?? '';
  const siblings = (await vscode.workspace.fs.readDirectory(place)).map(([name]) => name);
  const name = newFileName(instruction, siblings, extension);
  return pathInside(folder, vscode.Uri.joinPath(place, name));
}
