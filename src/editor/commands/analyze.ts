import * as vscode from 'vscode';
import { createFindingReader } from '../../findings/findingLines.ts';
import type { LineRange } from '../../syntax/lineRange.ts';
import { analyzeRequest } from '../../tasks/analyze.ts';
import type { CallOptions } from '../../provider/provider.ts';
import { cachedSince } from '../cacheWords.ts';
import { callOptions } from '../callOptions.ts';
import { createPlacer } from '../findings/findingPlacer.ts';
import { ensureReady } from '../ready.ts';
import { requestContext } from '../requestContext.ts';
import type { RequestScope } from '../requests.ts';
import type { Services } from '../services.ts';
import { tell } from '../tell.ts';
import { isMissing, nameOf, selectedLines, type Snapshot } from '../snapshot.ts';
import { activeSnapshot } from './activeSnapshot.ts';
import { freshSnapshot, sayGone } from '../freshSnapshot.ts';
import { findingLimit, tellAnalysis, totalOf, type AnalysisResult } from './tellAnalysis.ts';

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
    services.analysisLine.hide();
    if (await forgetIfGone(services, analysis)) sayGone(file());
    else {
      // From the cache the same would come for ever.
      tellAnalysis(result, nameOf(file()), services, () => analyzeAgain(services, analysis, 'refresh'));
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
  let endedBy: AnalysisResult['endedBy'];
  let storedAt: number | undefined;
  try {
    for await (const event of provider.stream(request, callOptions(scope, cache))) {
      if (event.type === 'text') {
        isEmpty &&= event.text.trim() === '';
        await placer.keep(reader.push(event.text));
      }
      if (event.type === 'done') storedAt = cachedSince(event);
      // A model that repeats itself, or a server that floods, would go on; leaving the loop ends the request.
      endedBy = reader.isLooping()
        ? 'repetition'
        : totalOf(placer.count()) >= findingLimit
          ? 'limit'
          : undefined;
      if (endedBy !== undefined) break;
    }
  } catch (error) {
    const soFar = placer.count();
    if (scope.signal.aborted || totalOf(soFar) === 0) throw error;
    scope.noteFailure(error);
    return { ...soFar, malformed: 0, isAnswered: true, stoppedBy: error };
  }
  const { findings, malformed, saysNone } = reader.end();
  await placer.keep(findings);
  const isAnswered = totalOf(placer.count()) > 0 || (saysNone && malformed === 0);
  // An answer that could not be read, or is about something else, says nothing about what was found before.
  if (isAnswered && malformed === 0) placer.replaceEarlier();
  return {
    ...placer.count(),
    malformed,
    isAnswered,
    ...(isEmpty && { isEmpty }),
    ...(endedBy !== undefined && { endedBy }),
    ...(storedAt !== undefined && { storedAt }),
  };
}
