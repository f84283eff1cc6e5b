import * as vscode from 'vscode';
import { explainRequest } from '../../tasks/explain.ts';
import type { LineRange } from '../../syntax/lineRange.ts';
import { callOptions } from '../callOptions.ts';
import { failureContext } from '../failureContext.ts';
import { ensureReady } from '../ready.ts';
import { requestContext } from '../requestContext.ts';
import type { Services } from '../services.ts';
import { isSimulated } from '../simulated.ts';
import { selectedLines, type Snapshot } from '../snapshot.ts';
import { activeSnapshot } from './activeSnapshot.ts';
import { placeAtCursor, placeFromArguments, type DiagnosticPlace } from './diagnosticPlace.ts';

/** Explain: describes a diagnostic, the selection, or the unit at the cursor in a panel beside the editor. */
export async function explain(services: Services, args: unknown): Promise<void> {
  const named = await placeFromArguments(args);
  const snapshot = await activeSnapshot('read');
  if (snapshot === undefined || !(await ensureReady(services))) return;
  const place = named ?? (snapshot.selection.isEmpty ? placeAtCursor() : undefined);
  await show(services, snapshot, place);
}

async function show(
  services: Services,
  snapshot: Snapshot,
  place: DiagnosticPlace | undefined,
): Promise<void> {
  const range = await rangeToExplain(services, snapshot);
  const panel = await services.explainPanel();
  const { model } = services.settings.current().config;
  const about = { label: vscode.l10n.t('Explaining'), subject: snapshot.name, uri: snapshot.uri };
  await services.requests
    .run(about, async (scope) => {
      const context = await requestContext(services, snapshot, range, scope.signal);
      const code = snapshot.text
        .split('\n')
        .slice(range.startLine, range.endLine + 1)
        .join('\n');
      const { languageId, path } = snapshot;
      const request = explainRequest({
        languageId,
        path,
        code,
        context,
        ...(place === undefined ? {} : { problem: place.message }),
      });
      const provider = await services.provider();
      await panel.show({
        title: vscode.l10n.t('Explain {0}', snapshot.name),
        subject: place?.message ?? linesOf(snapshot, range),
        language: languageId,
        model,
        simulated: isSimulated(model),
        failure: failureContext(services),
        events: provider.stream(request, callOptions(scope)),
        cancel: scope.cancel,
        again: () => void show(services, snapshot, place),
      });
    })
    // The panel itself shows what went wrong; a second message would say it twice.
    .catch((error: unknown) => services.log.debug(String(error)));
}

function linesOf({ name }: Snapshot, { startLine, endLine }: LineRange): string {
  return vscode.l10n.t('{0}, lines {1}–{2}', name, startLine + 1, endLine + 1);
}

/** The selection, else the unit around the cursor, else the whole file. */
async function rangeToExplain(services: Services, snapshot: Snapshot): Promise<LineRange> {
  const selected = selectedLines(snapshot.selection);
  if (!snapshot.selection.isEmpty) return selected;
  const syntax = await services.syntax();
  using tree = await syntax.parse(snapshot.languageId, snapshot.text);
  return tree?.unitAt(selected) ?? { startLine: 0, endLine: snapshot.text.split('\n').length - 1 };
}
