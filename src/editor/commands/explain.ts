import * as vscode from 'vscode';
import type { CallOptions, GenerationEvent } from '../../provider/provider.ts';
import { explainRequest } from '../../tasks/explain.ts';
import type { LineRange } from '../../syntax/lineRange.ts';
import { callOptions } from '../callOptions.ts';
import { failureContext } from '../failureContext.ts';
import { ensureReady } from '../ready.ts';
import { requestContext } from '../requestContext.ts';
import type { RequestScope } from '../requests.ts';
import type { Services } from '../services.ts';
import { isSimulated } from '../simulated.ts';
import { selectedLines, type Snapshot } from '../snapshot.ts';
import { activeSnapshot } from './activeSnapshot.ts';
import { freshSnapshot } from '../freshSnapshot.ts';
import { placeAtCursor, placeFromArguments, type DiagnosticPlace } from './diagnosticPlace.ts';

/** Explain: describes a diagnostic, the selection, or the unit at the cursor in a panel beside the editor. */
export async function explain(services: Services, args: unknown): Promise<void> {
  const named = await placeFromArguments(args);
  const snapshot = await activeSnapshot('read');
  if (snapshot === undefined) return;
  if (snapshot.text.trim() === '') {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} is empty: nothing to explain.', snapshot.name),
    );
    return;
  }
  if (!(await ensureReady(services))) return;
  const place = named ?? (snapshot.selection.isEmpty ? placeAtCursor(services.findings) : undefined);
  await show(services, snapshot, place);
}

interface Explained {
  readonly snapshot: Snapshot;
  readonly range: LineRange;
  readonly place: DiagnosticPlace | undefined;
  readonly cache: CallOptions['cache'] | undefined;
}

async function show(
  services: Services,
  snapshot: Snapshot,
  place: DiagnosticPlace | undefined,
  cache?: CallOptions['cache'],
): Promise<void> {
  const range = await rangeToExplain(services, snapshot);
  const panel = await services.explainPanel();
  const { model } = services.settings.current().config;
  const about = { label: vscode.l10n.t('Explaining'), subject: snapshot.name, uri: snapshot.uri };
  await services.requests
    .run(about, (scope) =>
      panel.show({
        title: vscode.l10n.t('Explain {0}', snapshot.name),
        subject: place?.message ?? linesOf(snapshot, range),
        language: snapshot.languageId,
        model,
        simulated: isSimulated(model),
        // The key's ending is known only once the key was read.
        failure: () => failureContext(services),
        events: explanation(services, { snapshot, range, place, cache }, scope),
        cancel: scope.cancel,
        again: () => void showAgain(services, snapshot, place),
      }),
    )
    // The panel itself shows what went wrong; a second message would say it twice.
    .catch((error: unknown) => services.log.debug(String(error)));
}

/** The same place in the file as it is now. */
async function showAgain(
  services: Services,
  before: Snapshot,
  place: DiagnosticPlace | undefined,
): Promise<void> {
  const snapshot = await freshSnapshot(before, before.uri);
  if (snapshot !== undefined) await show(services, snapshot, place, 'refresh');
}

/** Everything that can take long or fail is part of the stream, so that the panel is there from the start. */
async function* explanation(
  services: Services,
  { snapshot, range, place, cache }: Explained,
  scope: RequestScope,
): AsyncGenerator<GenerationEvent, void, undefined> {
  const context = await requestContext(services, snapshot, range, scope.signal);
  const { languageId, path, text } = snapshot;
  const lines = text.split('\n').slice(range.startLine, range.endLine + 1);
  const problem = place === undefined ? {} : { problem: place.message };
  const request = explainRequest({ languageId, path, code: lines.join('\n'), context, ...problem });
  const provider = await services.provider();
  yield* provider.stream(request, callOptions(scope, cache));
}

function linesOf({ name }: Snapshot, { startLine, endLine }: LineRange): string {
  return startLine === endLine
    ? vscode.l10n.t('{0}, line {1}', name, startLine + 1)
    : vscode.l10n.t('{0}, lines {1}–{2}', name, startLine + 1, endLine + 1);
}

/** The selection, else the unit around the cursor, else the whole file. */
async function rangeToExplain(services: Services, snapshot: Snapshot): Promise<LineRange> {
  const selected = selectedLines(snapshot.selection);
  if (!snapshot.selection.isEmpty) return selected;
  const syntax = await services.syntax();
  using tree = await syntax.parse(snapshot.languageId, snapshot.text);
  return tree?.unitAt(selected) ?? { startLine: 0, endLine: snapshot.text.split('\n').length - 1 };
}
