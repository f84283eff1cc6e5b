import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import type { Snapshot } from '../snapshot.ts';
import { tell } from '../tell.ts';
import { askingSpec } from './askingSpec.ts';
import type { Exchange } from './exchange.ts';
import type { Proposal, ProposalProblem, ProposalSpec } from './proposal.ts';
import type { ProposalRecord, WaitingProposal } from './proposalRecord.ts';
import { addressOf, type KeptWords, type ProposalKeeper, type RevivedProposal } from './proposalKeeper.ts';
import { createProposalRecords } from './proposalRecords.ts';
import { moreOf } from './streamCode.ts';

/** `onDidChange` is told whenever the list is no longer what it was. */
export function createProposalKeeper(
  services: Services,
  folder: vscode.Uri | undefined,
  onDidChange: () => void,
): ProposalKeeper {
  const records = createProposalRecords(folder);
  return {
    records,
    keep(proposal, status, words = {}) {
      records
        .put(recordOf(proposal, status, words))
        .catch((error: unknown) => services.log.warn(String(error)));
      onDidChange();
    },
    async revive(uri) {
      const record = await records.get(uri.authority);
      if (record?.waiting === undefined || addressOf(record).toString() !== uri.toString()) return undefined;
      return revived(services, record, record.waiting);
    },
    async forget(ids) {
      const removing = records.remove(ids);
      await Promise.all([removing, records.all().then(onDidChange)]);
    },
  };
}

function recordOf(
  proposal: Proposal,
  status: ProposalRecord['status'],
  { text, failure }: KeptWords,
): ProposalRecord {
  const { exchange, spec, target, uri, askedAt } = proposal;
  const { usage, answer } = exchange ?? {};
  return {
    version: 1,
    id: uri.authority,
    status,
    instruction: spec.instruction,
    file: target.toString(),
    at: askedAt,
    ...(usage !== undefined && { tokens: usage.totalTokens }),
    ...(answer !== undefined && { answer }),
    ...(failure !== undefined && { failure }),
    ...(text !== undefined && { waiting: waitingOf(proposal, text) }),
  };
}

function waitingOf({ spec, state, suggested, exchange }: Proposal, text: string): WaitingProposal {
  const { snapshot, firstLine, simulated, label, asked } = spec;
  const { languageId, path, name, selection } = snapshot;
  const problem = state.kind === 'problem' ? state.problem : undefined;
  return {
    languageId,
    path,
    name,
    anchor: { line: selection.anchor.line, character: selection.anchor.character },
    active: { line: selection.active.line, character: selection.active.character },
    firstLine,
    simulated,
    label,
    base: snapshot.text,
    text,
    ...(asked !== undefined && { asked }),
    ...(exchange !== undefined && { exchange: storable(exchange) }),
    ...(suggested !== undefined && { suggested }),
    ...(problem !== undefined && { problem: storableProblem(problem) }),
  };
}

function storableProblem({
  message,
  text,
  answer,
  more,
  truncation,
}: ProposalProblem): NonNullable<WaitingProposal['problem']> {
  return {
    message,
    ...(text !== undefined && { text }),
    ...(answer !== undefined && { answer }),
    ...(more !== undefined && { lacks: more.lacks }),
    ...(truncation !== undefined && { truncation }),
  };
}

/** Only what is asked about code in words can be asked again from the disk. */
function storable({ question, ...rest }: Exchange): NonNullable<WaitingProposal['exchange']> {
  if (question === undefined) return rest;
  const { conversation, ...others } = question;
  const { task, format, context, history, ...request } = question.request;
  if ((task !== 'generate' && task !== 'fix') || format.kind !== 'text') return rest;
  const { reasoning: _, ...options } = request;
  return {
    ...rest,
    question: {
      ...others,
      ...(conversation !== undefined && { conversation: [...conversation] }),
      request: { ...options, task, format, context: [...context], history: [...history] },
    },
  };
}

function revived(services: Services, record: ProposalRecord, waiting: WaitingProposal): RevivedProposal {
  const { languageId, path, name, problem, exchange, suggested } = waiting;
  const target = vscode.Uri.parse(record.file);
  const at = ({ line, character }: WaitingProposal['anchor']): vscode.Position =>
    new vscode.Position(line, character);
  const selection = new vscode.Selection(at(waiting.anchor), at(waiting.active));
  const snapshot: Snapshot = { uri: target, languageId, text: waiting.base, selection, path, name };
  const proposal: Proposal = {
    uri: addressOf(record),
    spec: specOf(services, record, waiting, snapshot),
    target,
    shownTarget: target,
    state:
      problem === undefined
        ? { kind: 'ready' }
        : { kind: 'problem', problem: revivedProblem(services, problem, exchange, snapshot) },
    askedAt: record.at,
    isShown: false,
    ...(suggested !== undefined && { suggested }),
    ...(exchange !== undefined && { exchange }),
    opening: Promise.resolve(),
    cancel: () => undefined,
    unasked: [],
    cautions: [],
  };
  return { proposal, text: waiting.text };
}

function revivedProblem(
  services: Services,
  { lacks, ...problem }: NonNullable<WaitingProposal['problem']>,
  exchange: Exchange | undefined,
  snapshot: Snapshot,
): ProposalProblem {
  const { question, answer } = exchange ?? {};
  const more =
    lacks === undefined || question === undefined || answer === undefined
      ? {}
      : { more: moreOf(services, { ...question, snapshot, cache: 'use' }, answer, lacks) };
  return { kind: 'problem', ...problem, ...more };
}

function specOf(
  services: Services,
  { instruction }: ProposalRecord,
  { label, simulated, firstLine, asked, exchange }: WaitingProposal,
  snapshot: Snapshot,
): ProposalSpec {
  const about = {
    label,
    instruction,
    simulated,
    snapshot,
    firstLine,
    ...(asked !== undefined && { asked }),
  };
  if (exchange?.question !== undefined) return askingSpec(services, about, exchange.question, 'use');
  return {
    ...about,
    work: async () => ({ kind: 'nothing', message: vscode.l10n.t('Ask for this once more in the file.') }),
    again: async (uri) => {
      await vscode.window.showTextDocument(uri, { selection: snapshot.selection });
      void vscode.window.showInformationMessage(vscode.l10n.t('Ask for this once more in the file.'));
      return 'nothing';
    },
    onFailure: (error) => tell(error, services, { subject: snapshot.name }),
  };
}
