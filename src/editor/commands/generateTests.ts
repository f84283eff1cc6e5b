import * as vscode from 'vscode';
import type { EditTarget } from '../../edits/target.ts';
import { targetLines } from '../../edits/targetLines.ts';
import type { CallOptions, GenerationRequest } from '../../provider/provider.ts';
import { targetCode, targetName } from '../../tasks/targetCode.ts';
import { testsRequest } from '../../tasks/tests.ts';
import type { ProposalResult } from '../proposals/proposal.ts';
import { streamCode } from '../proposals/streamCode.ts';
import { ensureReady } from '../ready.ts';
import { requestContext } from '../requestContext.ts';
import type { Services } from '../services.ts';
import { isSimulated } from '../simulated.ts';
import type { Snapshot } from '../snapshot.ts';
import { tell } from '../tell.ts';
import { activeSnapshot } from './activeSnapshot.ts';
import { freshSnapshot } from '../freshSnapshot.ts';
import { targetIn } from './targetIn.ts';
import { testSpot, type TestSpot } from './testSpot.ts';

/** Generate Tests: proposes tests for the unit at the cursor, where the project has its tests and written as these are. */
export async function generateTests(services: Services): Promise<ProposalResult | undefined> {
  const source = await activeSnapshot('read');
  if (source === undefined) return undefined;
  if (source.uri.scheme !== 'file')
    return say(
      vscode.l10n.t('{0} is not in a folder, so its tests have no place. Save it first.', source.name),
    );
  if (!(await ensureReady(services))) return undefined;
  return propose(services, source, 'use');
}

type UnitTarget = Extract<EditTarget, { kind: 'replace' }>;

async function propose(
  services: Services,
  source: Snapshot,
  cache: CallOptions['cache'],
): Promise<ProposalResult | undefined> {
  const unit = await targetIn(services, source);
  if (unit.kind === 'insert')
    return say(vscode.l10n.t('Put the cursor into a function, a class or a selection in {0}.', source.name));
  const spot = await testSpot(services, source);
  const { snapshot, target } = spot;
  const proposals = await services.proposals();
  return proposals.open({
    label: vscode.l10n.t('Writing tests'),
    simulated: isSimulated(services.settings.current().config.model),
    instruction: vscode.l10n.t('Tests of {0}', unit.unit?.name ?? source.name),
    snapshot,
    asked: { target, instruction: '' },
    firstLine: targetLines(target).startLine,
    async work(scope, preview) {
      const request = await requestFor(services, { source, unit, spot }, scope.signal);
      return streamCode(services, { snapshot, target, request, instruction: '', cache }, scope, preview);
    },
    async again(_, how) {
      const fresh = await freshSnapshot(source, source.uri);
      return (fresh && (await propose(services, fresh, how))) ?? 'failed';
    },
    onFailure: (error, retry) => tell(error, services, { subject: snapshot.name, retry }),
  });
}

interface TestWork {
  readonly source: Snapshot;
  readonly unit: UnitTarget;
  readonly spot: TestSpot;
}

async function requestFor(
  services: Services,
  { source, unit, spot }: TestWork,
  signal: AbortSignal,
): Promise<GenerationRequest> {
  const { kind, snapshot, target, like } = spot;
  return testsRequest({
    languageId: snapshot.languageId,
    name: targetName(unit),
    source: { path: source.path, code: targetCode(source.text, unit) },
    place: {
      kind,
      path: snapshot.path,
      code: kind === 'module' ? targetCode(snapshot.text, target) : snapshot.text,
    },
    ...(like === undefined ? {} : { like }),
    context: await requestContext(services, source, unit, signal),
  });
}

function say(message: string): undefined {
  void vscode.window.showInformationMessage(message);
  return undefined;
}
