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
import { isMissing, nameOf, selectedLines, type Snapshot } from '../snapshot.ts';
import { activeSnapshot } from './activeSnapshot.ts';
import { freshSnapshot, sayGone } from '../freshSnapshot.ts';

/** What an analysis found; `malformed` counts lines of the answer that are not findings. */
export interface AnalysisResult extends PlacedCount {
  readonly malformed: number;
  /** True when the answer had no words at all, which is not to say that nothing was found. */
  readonly isEmpty?: true;
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

/** One run of the verb. */
interface Analysis {
  readonly snapshot: Snapshot;
  readonly cache: CallOptions['cache'] | undefined;
  /** Where the analysed document is by now. */
  readonly file: () => vscode.Uri;
  /** A document whose file was gone before is still there to be read. */
  readonly wasMissing: Promise<boolean>;
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
  const file = services.renames.follow(uri);
  const analysis = { snapshot, cache, file, wasMissing: isMissing(uri) };
  const retry = (): void => void analyzeAgain(services, analysis);
  const tellStop = (error: unknown, isKept = false): void =>
    void tell(error, services, { subject: nameOf(file()), isKept, retry });
  try {
    const result = await services.requests.run({ label, subject, uri }, (scope) =>
      stream(services, analysis, scope),
    );
    services.askAgain.withdraw();
    if (await forgetIfGone(services, analysis)) sayGone(file());
    else {
      tellResult(result, analysis, services);
      if (result.stoppedBy !== undefined) tellStop(result.stoppedBy, result.placed > 0);
    }
    return result;
  } catch (error) {
    await forgetIfGone(services, analysis);
    tellStop(error);
    return undefined;
  }
}

/** True when the file went away during its analysis, whoever deleted it; nothing is left to be said about it then. */
async function forgetIfGone({ findings }: Services, { file, wasMissing }: Analysis): Promise<boolean> {
  const isGone = !(await wasMissing) && (await isMissing(file()));
  if (isGone) findings.forget(file());
  return isGone;
}

/** The file the earlier analysis was about, whatever is in front and whatever it is called by now. */
async function analyzeAgain(
  services: Services,
  { snapshot: before, file }: Analysis,
  cache?: CallOptions['cache'],
): Promise<void> {
  const snapshot = await freshSnapshot(before, file());
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
  { snapshot, cache, file }: Analysis,
  scope: RequestScope,
): Promise<AnalysisResult> {
  const { languageId, path } = snapshot;
  const { lines, range, code } = codeOf(snapshot);
  const context = await requestContext(services, snapshot, range, scope.signal);
  const request = analyzeRequest({ languageId, path, code, startLine: range.startLine, context });
  const provider = await services.provider();
  const placer = await createPlacer(services, snapshot, lines, file);
  const reader = createFindingReader();
  let isEmpty = true;
  let storedAt: number | undefined;
  try {
    for await (const event of provider.stream(request, callOptions(scope, cache))) {
      if (event.type === 'text') {
        isEmpty &&= event.text.trim() === '';
        await placer.keep(reader.push(event.text));
      }
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
  await placer.keep(findings);
  // An answer that could not be read says nothing about what was found before.
  if (!isEmpty && malformed === 0) placer.replaceEarlier();
  return {
    ...placer.count(),
    malformed,
    ...(isEmpty && { isEmpty }),
    ...(storedAt !== undefined && { storedAt }),
  };
}

function tellResult(result: AnalysisResult, analysis: Analysis, services: Services): void {
  const { placed, notPlaced, malformed, isEmpty, storedAt } = result;
  const name = nameOf(analysis.file());
  // From the cache the same would come for ever.
  const askAnew = (): Promise<void> => analyzeAgain(services, analysis, 'refresh');
  if (isEmpty === true) {
    warn(vscode.l10n.t('The model gave an empty answer.'), [
      { title: vscode.l10n.t('Try Again'), run: askAnew },
    ]);
    return;
  }
  const total = placed + notPlaced;
  if (total === 0 && malformed > 0) {
    const message = vscode.l10n.t(
      'The model did not answer with findings about {0}. Try again, or use a larger model.',
      name,
    );
    warn(message, storedAt === undefined ? [] : [{ title: vscode.l10n.t('Ask Again'), run: askAnew }]);
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

interface NextStep extends vscode.MessageItem {
  readonly run: () => Promise<void>;
}

function warn(message: string, ways: readonly NextStep[]): void {
  void vscode.window.showWarningMessage(message, ...ways).then((chosen) => chosen?.run());
}
