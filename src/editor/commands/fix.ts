import * as vscode from 'vscode';
import { chooseTarget, type EditTarget } from '../../edits/target.ts';
import { targetLines } from '../../edits/targetLines.ts';
import type { CallOptions } from '../../provider/provider.ts';
import { fixRequest } from '../../tasks/fix.ts';
import { tell } from '../tell.ts';
import type { Preview } from '../proposals/preview.ts';
import type { ProposalResult, ProposalSpec } from '../proposals/proposal.ts';
import { streamCode } from '../proposals/streamCode.ts';
import { ensureReady } from '../ready.ts';
import { requestContext } from '../requestContext.ts';
import type { RequestScope } from '../requests.ts';
import type { Services } from '../services.ts';
import { isSimulated } from '../simulated.ts';
import type { Snapshot } from '../snapshot.ts';
import { activeSnapshot } from './activeSnapshot.ts';
import { freshSnapshot } from '../freshSnapshot.ts';
import { movedLine } from '../../edits/movedTarget.ts';
import { placeAtCursor, placeFromArguments, type DiagnosticPlace } from './diagnosticPlace.ts';

/** Fix: proposes a change that removes a diagnostic of any tool. */
export async function fix(services: Services, args: unknown): Promise<ProposalResult | undefined> {
  const place = (await placeFromArguments(args)) ?? placeAtCursor(services.findings);
  const snapshot = await activeSnapshot('write');
  if (snapshot === undefined) return undefined;
  if (place === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'No problem is reported at the cursor. Run Analyze, or use Generate to say what to change.',
      ),
    );
    return undefined;
  }
  if (!(await ensureReady(services))) return undefined;
  return propose(services, snapshot, place);
}

async function propose(
  services: Services,
  snapshot: Snapshot,
  place: DiagnosticPlace,
  cache: CallOptions['cache'] = 'use',
): Promise<ProposalResult> {
  const target = await targetAt(services, snapshot, place.line);
  const proposals = await services.proposals();
  const again: ProposalSpec['again'] = async (uri, how) => {
    const fresh = await freshSnapshot(snapshot, uri);
    return fresh === undefined
      ? 'failed'
      : propose(services, fresh, { ...place, line: movedLine(snapshot.text, fresh.text, place.line) }, how);
  };
  return proposals.open({
    label: vscode.l10n.t('Fixing'),
    simulated: isSimulated(services.settings.current().config.model),
    instruction: vscode.l10n.t('Fix: {0}', place.message),
    snapshot,
    asked: { target, instruction: [place.message, place.suggestion].join(' ') },
    firstLine: targetLines(target).startLine,
    work: (scope, preview) => work(services, { snapshot, target, place, cache }, scope, preview),
    again,
    onFailure: (error, retry) => tell(error, services, { subject: snapshot.name, retry }),
  });
}

interface FixWork {
  readonly snapshot: Snapshot;
  readonly target: EditTarget;
  readonly place: DiagnosticPlace;
  readonly cache: CallOptions['cache'];
}

async function work(
  services: Services,
  { snapshot, target, place, cache }: FixWork,
  scope: RequestScope,
  preview: Preview,
): ReturnType<typeof streamCode> {
  const context = await requestContext(services, snapshot, targetLines(target), scope.signal);
  const { languageId, path, text: file } = snapshot;
  const { line, message, suggestion } = place;
  const request = fixRequest({ languageId, path, file, target, context, line, message, suggestion });
  return streamCode(services, { snapshot, target, request, cache }, scope, preview);
}

/** The unit around the line; outside any unit the line itself. */
async function targetAt(
  services: Services,
  { languageId, text }: Snapshot,
  line: number,
): Promise<EditTarget> {
  const syntax = await services.syntax();
  using tree = await syntax.parse(languageId, text);
  const cursor = { startLine: line, startCharacter: 0, endLine: line, endCharacter: 0 };
  const target = chooseTarget(text, cursor, tree);
  return target.kind === 'replace' ? target : { kind: 'replace', startLine: line, endLine: line };
}
