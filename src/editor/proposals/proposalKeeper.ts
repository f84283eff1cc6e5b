import * as vscode from 'vscode';
import { proposalScheme } from '../identifiers.ts';
import type { Proposal } from './proposal.ts';
import type { ProposalRecord } from './proposalRecord.ts';
import type { ProposalRecords } from './proposalRecords.ts';

/** What is said beside a proposal's state when it is remembered. */
export interface KeptWords {
  /** The proposal's text as it stands; needed while it waits. */
  readonly text?: string;
  readonly failure?: string;
}

/** A proposal taken up again, and its text. */
export interface RevivedProposal {
  readonly proposal: Proposal;
  readonly text: string;
}

/** Remembers the proposals of this workspace beyond the window they were made in. */
export interface ProposalKeeper {
  readonly records: ProposalRecords;
  /** Remembers how a proposal stands now, in its own time. */
  readonly keep: (proposal: Proposal, status: ProposalRecord['status'], words?: KeptWords) => void;
  /** A proposal that waits, as it was left; undefined when there is none of that address. */
  readonly revive: (uri: vscode.Uri) => Promise<RevivedProposal | undefined>;
  /** Forgets proposals; what waits among them is gone. */
  readonly forget: (ids: readonly string[]) => Promise<void>;
}

/** The address of a remembered proposal's document. */
export function addressOf({ id, file, waiting }: ProposalRecord): vscode.Uri {
  const name = waiting?.name ?? vscode.Uri.parse(file).path.split('/').at(-1) ?? '';
  return vscode.Uri.from({ scheme: proposalScheme, authority: id, path: `/${name}` });
}
