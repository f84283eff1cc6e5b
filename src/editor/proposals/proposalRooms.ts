import * as vscode from 'vscode';
import { loadOnce } from '../../syntax/loadOnce.ts';
import type { Services } from '../services.ts';
import type { ProposalFiles } from './proposalFiles.ts';
import { createProposalsView } from './proposalsView.ts';

type Rooms = Pick<Services, 'proposals' | 'keptProposals' | 'proposalsView'>;

/** What proposals need before there is one, their list; the rest is loaded with the first of them. */
export function createProposalRooms(
  { storageUri, workspaceState, subscriptions }: vscode.ExtensionContext,
  files: ProposalFiles,
  services: () => Services,
): Rooms {
  const keptProposals = loadOnce(async () => {
    const { createProposalKeeper } = await import('./keepProposals.ts');
    const folder = storageUri && vscode.Uri.joinPath(storageUri, 'proposals');
    return createProposalKeeper(services(), folder, proposalsView.refresh);
  });
  const proposals = loadOnce(async () => {
    const [{ Proposals }, keeper] = await Promise.all([import('./proposals.ts'), keptProposals()]);
    const { requests, syntax } = services();
    const made = new Proposals({ files, keeper, syntax }, requests);
    subscriptions.push(made);
    return made;
  });
  const proposalsView = createProposalsView(workspaceState, keptProposals);
  subscriptions.push(proposalsView);
  void import('./orphans.ts')
    .then(({ closeOrphans }) => closeOrphans(proposals))
    .catch((error: unknown) => services().log.warn(String(error)));
  return { proposals, keptProposals, proposalsView };
}
