import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { FilePatch } from '../../edits/forms/patch.ts';
import { targetLines } from '../../edits/targetLines.ts';
import { lineEdits } from '../../edits/lineEdits.ts';
import { filePatches } from '../../edits/patchText.ts';
import { stillParses } from '../../edits/stillParses.ts';
import { readAnswer } from '../../edits/readAnswer.ts';
import type { Asked } from '../../edits/unasked.ts';
import { messageText } from '../messageText.ts';
import { patchedFile, type PatchedFile } from '../patches/patchedFile.ts';
import { choosePatchSource, editedDocument, type PatchSource } from '../patches/patchSource.ts';
import { followEdits } from '../patches/followEdits.ts';
import { previewFiles } from '../patches/previewFiles.ts';
import { outcomeOf } from '../proposals/answerOutcome.ts';
import type { ProposalOutcome, ProposalResult } from '../proposals/proposal.ts';
import type { Services } from '../services.ts';
import { documentSnapshot, type Snapshot } from '../snapshot.ts';
import { tell } from '../tell.ts';
import { activeSnapshot } from './activeSnapshot.ts';
import { freshSnapshot } from '../freshSnapshot.ts';
import { targetIn } from './targetIn.ts';

const argumentsSchema = z.object({ text: z.string() });

type Change = Extract<PatchedFile, { kind: 'change' }>;

/** Apply Patch: what another tool or a page answered, in any form, as a proposal; changes of several files in the Refactor Preview. */
export async function applyPatch(services: Services, args: unknown): Promise<ProposalResult | undefined> {
  const given = argumentsSchema.safeParse(args);
  const source: PatchSource | undefined = given.success
    ? { text: given.data.text, edited: editedDocument() }
    : await choosePatchSource();
  if (source === undefined) return undefined;
  const patches = filePatches(source.text);
  if (patches === undefined) return proposeCode(services, source);
  const changes = patches.filter(({ fate, hunks }) => fate === undefined || hunks.length > 0);
  const files = await Promise.all(changes.map((patch) => patchedFile(patch, source.edited)));
  const refusals = [
    ...patches.flatMap(leftToPerson),
    ...files.flatMap((file) => (file.kind === 'refused' ? [file.reason] : [])),
  ];
  const placed = files.filter((file) => file.kind !== 'refused');
  if (refusals.length > 0 && !(await mayGoOn(refusals, placed.length))) return 'problem';
  // While that was asked, the person may have gone on writing.
  const written = followEdits(placed);
  if (written === undefined) return 'problem';
  const [only, ...others] = written;
  if (only?.kind === 'change' && others.length === 0) return proposeChange(services, only, source.text);
  return previewFiles(written, services.syntax);
}

/** What a patch does with a whole file, as a sentence: OpenCrates deletes and renames none. */
function leftToPerson({ path, fate }: FilePatch): readonly string[] {
  if (fate === undefined || path === undefined) return [];
  const name = messageText(path);
  return [
    fate.kind === 'deleted'
      ? vscode.l10n.t('The patch deletes {0}, which OpenCrates leaves to you.', name)
      : vscode.l10n.t(
          'The patch renames {0} to {1}, which OpenCrates leaves to you.',
          name,
          messageText(fate.to),
        ),
  ];
}

/** Says what of a patch cannot be done; true when the person wants the rest of it. */
async function mayGoOn(refusals: readonly string[], rest: number): Promise<boolean> {
  const goOn = vscode.l10n.t('Show the Rest');
  const sentence = [...refusals, ...(rest === 0 ? [vscode.l10n.t('Nothing was changed.')] : [])].join(' ');
  if (rest > 0) return (await vscode.window.showWarningMessage(sentence, goOn)) === goOn;
  void vscode.window.showWarningMessage(sentence);
  return false;
}

/** One file's change in a diff of its own, where hunks can be dropped. */
async function proposeChange(
  services: Services,
  { document, before, text }: Change,
  patch: string,
): Promise<ProposalResult> {
  const snapshot = { ...documentSnapshot(document), text: before };
  return show(services, snapshot, lineEdits(snapshot.text, text)[0]?.startLine ?? 0, {
    work: () => judged(services, snapshot, text),
    again: () => applyPatch(services, { text: patch }),
  });
}

async function judged(
  services: Services,
  { languageId, name, text: before }: Snapshot,
  text: string,
): Promise<ProposalOutcome> {
  if (await stillParses({ languageId, before, text }, await services.syntax()))
    return { kind: 'ready', text };
  return { kind: 'problem', message: vscode.l10n.t('With this patch {0} would not parse.', name), text };
}

/** Code without a word on where it goes: for the unit or the selection at the cursor, as an answer to it would be read. */
async function proposeCode(
  services: Services,
  source: PatchSource,
  snapshot?: Snapshot,
): Promise<ProposalResult | undefined> {
  if (source.edited === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('This is no patch. Code goes to the place of the cursor: open its file first.'),
    );
    return undefined;
  }
  const place = snapshot ?? (await activeSnapshot('write'));
  if (place === undefined) return undefined;
  const { languageId, path, text: file } = place;
  const syntax = await services.syntax();
  const target = await targetIn(services, place);
  const answer = source.text;
  return show(services, place, targetLines(target).startLine, {
    asked: { target, instruction: '' },
    work: async () =>
      outcomeOf(
        await readAnswer({ file, path, languageId, target, answer, ended: 'complete', syntax }),
        place.name,
      ),
    again: async (uri) => {
      const fresh = await freshSnapshot(place, uri);
      return fresh === undefined ? 'failed' : proposeCode(services, source, fresh);
    },
  });
}

/** A proposal that asks no model. */
interface PatchWork {
  readonly asked?: Asked;
  readonly work: () => Promise<ProposalOutcome>;
  readonly again: (uri: vscode.Uri) => Promise<ProposalResult | undefined>;
}

async function show(
  services: Services,
  snapshot: Snapshot,
  firstLine: number,
  { again, ...work }: PatchWork,
): Promise<ProposalResult> {
  const proposals = await services.proposals();
  return proposals.open({
    label: vscode.l10n.t('Reading the patch'),
    simulated: false,
    instruction: vscode.l10n.t('Apply a patch'),
    snapshot,
    firstLine,
    ...work,
    again: async (uri) => (await again(uri)) ?? 'nothing',
    onFailure: (error, retry) => tell(error, services, { subject: snapshot.name, retry }),
  });
}
