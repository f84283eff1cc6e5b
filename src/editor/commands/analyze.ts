import * as vscode from 'vscode';
import { createFindingReader } from '../../findings/findingLines.ts';
import type { LineRange } from '../../syntax/lineRange.ts';
import { analyzeRequest } from '../../tasks/analyze.ts';
import type { CallOptions } from '../../provider/provider.ts';
import { cachedSince, fromCacheWords } from '../cacheWords.ts';
import { callOptions } from '../callOptions.ts';
import { createPlacer, type PlacedCount } from '../findings/findingPlacer.ts';
import { ensureReady } from '../ready.ts';
import { requestContext } from '../requestContext.ts';
import type { RequestScope } from '../requests.ts';
import type { Services } from '../services.ts';
import { tell } from '../tell.ts';
import { isSimulated } from '../simulated.ts';
import { selectedLines, type Snapshot } from '../snapshot.ts';
import { activeSnapshot, freshSnapshot } from './activeSnapshot.ts';

/** What an analysis found; `malformed` counts lines of the answer that are not findings. */
export interface AnalysisResult extends PlacedCount {
  readonly malformed: number;
  /** When the answer was first given, if it came from the cache. */
  readonly storedAt?: number;
  /** What ended the answer after some findings had come. */
  readonly stoppedBy?: unknown;
}

/** Analyze: findings about the selection, or the whole file, become diagnostics while the answer streams. */
export async function analyze(services: Services): Promise<AnalysisResult | undefined> {
  const snapshot = await activeSnapshot('read');
  if (snapshot === undefined) return undefined;
  if (codeOf(snapshot).code.trim() === '') {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} has no code here: nothing to analyze.', snapshot.name),
    );
    return undefined;
  }
  return (await ensureReady(services)) ? analyzeSnapshot(services, snapshot) : undefined;
}

async function analyzeSnapshot(
  services: Services,
  snapshot: Snapshot,
  cache?: CallOptions['cache'],
): Promise<AnalysisResult | undefined> {
  const label = vscode.l10n.t('Analyzing');
  const { uri, name: subject } = snapshot;
  // Two analyses of one file would place everything twice: the newer one is meant.
  for (const running of services.requests.running())
    if (running.label === label && running.uri.toString() === uri.toString()) running.cancel();
  const tellStop = (error: unknown, isKept = false): void =>
    tell(error, services, { subject, isKept, retry: () => void analyzeAgain(services, snapshot) });
  try {
    const result = await services.requests.run({ label, subject, uri }, (scope) =>
      stream(services, snapshot, { ...scope, cache }),
    );
    tellResult(result, snapshot, services);
    if (result.stoppedBy !== undefined) tellStop(result.stoppedBy, result.placed > 0);
    return result;
  } catch (error) {
    tellStop(error);
    return undefined;
  }
}

/** The file the earlier analysis was about, whatever is in front by now. */
async function analyzeAgain(
  services: Services,
  before: Snapshot,
  cache?: CallOptions['cache'],
): Promise<void> {
  const snapshot = await freshSnapshot(before, before.uri);
  if (snapshot !== undefined) await analyzeSnapshot(services, snapshot, cache);
}

interface AnalyzedCode {
  /** The selected lines; undefined for the whole file. */
  readonly lines: LineRange | undefined;
  readonly range: LineRange;
  readonly code: string;
}

function codeOf({ text, selection }: Snapshot): AnalyzedCode {
  const all = text.split('\n');
  const lines = selection.isEmpty ? undefined : selectedLines(selection);
  const range = lines ?? { startLine: 0, endLine: all.length - 1 };
  return { lines, range, code: all.slice(range.startLine, range.endLine + 1).join('\n') };
}

/** Findings of one analysis beyond which nobody reads them and the Problems panel only suffers. */
const findingLimit = 200;

async function stream(
  services: Services,
  snapshot: Snapshot,
  scope: RequestScope & { readonly cache: CallOptions['cache'] | undefined },
): Promise<AnalysisResult> {
  const { languageId, path, uri } = snapshot;
  const { lines, range, code } = codeOf(snapshot);
  const context = await requestContext(services, snapshot, range, scope.signal);
  const request = analyzeRequest({ languageId, path, code, startLine: range.startLine, context });
  const provider = await services.provider();
  using placer = await createPlacer(services, snapshot, lines);
  services.findings.forget(uri, lines);
  const reader = createFindingReader();
  let storedAt: number | undefined;
  try {
    for await (const event of provider.stream(request, callOptions(scope, scope.cache))) {
      if (event.type === 'text') placer.keep(reader.push(event.text));
      if (event.type === 'done') storedAt = cachedSince(event);
      // A model that repeats itself, or a server that floods, would go on; leaving the loop ends the request.
      const { placed, notPlaced } = placer.count();
      if (reader.isLooping() || placed + notPlaced >= findingLimit) break;
    }
  } catch (error) {
    const soFar = placer.count();
    if (scope.signal.aborted || soFar.placed + soFar.notPlaced === 0) throw error;
    scope.noteFailure(error);
    return { ...soFar, malformed: 0, stoppedBy: error };
  }
  const { findings, malformed } = reader.end();
  placer.keep(findings);
  return { ...placer.count(), malformed, ...(storedAt !== undefined && { storedAt }) };
}

function tellResult(result: AnalysisResult, snapshot: Snapshot, services: Services): void {
  const { placed, notPlaced, malformed, storedAt } = result;
  const { name } = snapshot;
  services.askAgain.withdraw();
  const askAnew = (): Promise<void> => analyzeAgain(services, snapshot, 'refresh');
  const total = placed + notPlaced;
  if (total === 0 && malformed > 0) {
    const message = vscode.l10n.t(
      'The model did not answer with findings about {0}. Try again, or use a larger model.',
      name,
    );
    // From the cache the same would come for ever.
    const ways = storedAt === undefined ? [] : [{ title: vscode.l10n.t('Ask Again'), run: askAnew }];
    void vscode.window.showWarningMessage(message, ...ways).then((chosen) => chosen?.run());
    return;
  }
  const words =
    total === 0
      ? vscode.l10n.t('No findings in {0}', name)
      : total === 1
        ? vscode.l10n.t('1 finding in {0}', name)
        : vscode.l10n.t('{0} findings in {1}', total, name);
  const rest = notPlaced === 0 ? '' : ` ${vscode.l10n.t('({0} not placed)', notPlaced)}`;
  const simulated = isSimulated(services.settings.current().config.model)
    ? ` · ${vscode.l10n.t('simulated')}`
    : '';
  const line = words + rest + simulated;
  if (storedAt === undefined) vscode.window.setStatusBarMessage(line, 10_000);
  else services.askAgain.offer(`${line} · ${fromCacheWords(storedAt)}`, askAnew);
}
