import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Services } from '../services.ts';

const recordSchema = z.object({ id: z.string() });

/** Open Proposal: the diff of one that waits, else what the model said. */
export async function openProposal(services: Services, args: unknown): Promise<void> {
  const given = recordSchema.safeParse(args);
  if (!given.success) return;
  const { id } = given.data;
  const proposals = await services.proposals();
  if (await proposals.show(id)) return;
  const record = await (await services.keptProposals()).records.get(id);
  if (record === undefined) return;
  if (record.answer !== undefined && record.answer !== '')
    await proposals.showAnswerOf(record, record.answer);
  else
    void vscode.window.showInformationMessage(
      record.failure ?? vscode.l10n.t('No model has answered for this proposal.'),
    );
}

/** Remove from List: forgets one proposal; one that waits is discarded. */
export async function forgetProposal(services: Services, args: unknown): Promise<void> {
  const given = recordSchema.safeParse(args);
  if (!given.success) return;
  await (await services.proposals()).discardById(given.data.id);
  await (await services.keptProposals()).forget([given.data.id]);
  // VS Code takes edits back only in an editor that has the focus, which belongs to the list.
  await services.proposalsView.show();
}

/** Clear List: forgets every proposal that is decided. */
export async function clearProposals(services: Services): Promise<void> {
  const { records, forget } = await services.keptProposals();
  const decided = (await records.all()).filter(({ status }) => status !== 'waiting');
  await forget(decided.map(({ id }) => id));
}
