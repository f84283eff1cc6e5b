import * as vscode from 'vscode';
import { anchorQuote } from '../../findings/anchor.ts';
import type { Finding } from '../../findings/finding.ts';
import { createFindingReader } from '../../findings/findingLines.ts';
import type { LineRange } from '../../syntax/lineRange.ts';
import { analyzeRequest } from '../../tasks/analyze.ts';
import { callOptions } from '../callOptions.ts';
import { toRange } from '../findings/findingDiagnostic.ts';
import { ensureReady } from '../ready.ts';
import { requestContext } from '../requestContext.ts';
import type { RequestScope } from '../requests.ts';
import type { Services } from '../services.ts';
import { tell } from '../tell.ts';
import { isSimulated } from '../simulated.ts';
import { selectedLines, textOf, type Snapshot } from '../snapshot.ts';
import { activeSnapshot } from './activeSnapshot.ts';

/** What an analysis found; `malformed` counts lines of the answer that are not findings. */
export interface AnalysisResult {
  readonly placed: number;
  readonly notPlaced: number;
  readonly malformed: number;
}

/** Analyze: findings about the selection, or the whole file, become diagnostics while the answer streams. */
export async function analyze(services: Services): Promise<AnalysisResult | undefined> {
  const snapshot = await activeSnapshot('read');
  if (snapshot === undefined) return undefined;
  if (snapshot.text.trim() === '') {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} is empty: nothing to analyze.', snapshot.name),
    );
    return undefined;
  }
  if (!(await ensureReady(services))) return undefined;
  const about = { label: vscode.l10n.t('Analyzing'), subject: snapshot.name, uri: snapshot.uri };
  try {
    const result = await services.requests.run(about, (scope) => stream(services, snapshot, scope));
    tellResult(result, snapshot, services);
    return result;
  } catch (error) {
    tell(error, services, { subject: snapshot.name, retry: () => void analyze(services) });
    return undefined;
  }
}

async function stream(services: Services, snapshot: Snapshot, scope: RequestScope): Promise<AnalysisResult> {
  const lines = snapshot.selection.isEmpty ? undefined : selectedLines(snapshot.selection);
  const whole: LineRange = { startLine: 0, endLine: snapshot.text.split('\n').length - 1 };
  const range = lines ?? whole;
  const context = await requestContext(services, snapshot, range, scope.signal);
  const code = snapshot.text
    .split('\n')
    .slice(range.startLine, range.endLine + 1)
    .join('\n');
  const { languageId, path } = snapshot;
  const request = analyzeRequest({ languageId, path, code, startLine: range.startLine, context });
  const provider = await services.provider();
  services.findings.forget(snapshot.uri, lines);
  const reader = createFindingReader();
  const count = { placed: 0, notPlaced: 0 };
  const keep = (found: readonly Finding[]): void => {
    for (const finding of found) count[keepFinding(services, snapshot, lines, finding)] += 1;
  };
  for await (const event of provider.stream(request, callOptions(scope))) {
    if (event.type === 'text') keep(reader.push(event.text));
    // A small model that repeats itself would go on to the token limit; leaving the loop ends the request.
    if (reader.isLooping()) break;
  }
  const { findings, malformed } = reader.end();
  keep(findings);
  return { ...count, malformed };
}

/** Anchors a finding in the document as it is now, which may have been edited since the request. */
function keepFinding(
  { findings }: Services,
  { uri, text }: Snapshot,
  lines: LineRange | undefined,
  finding: Finding,
): 'placed' | 'notPlaced' {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  const now = document === undefined ? text : textOf(document);
  const anchor = anchorQuote(now, finding.quote, now === text ? lines : undefined);
  if (anchor.kind === 'placed') {
    findings.place(uri, finding, toRange.vscode(anchor));
    return 'placed';
  }
  findings.keepUnplaced({ uri, finding, reason: anchor.reason });
  return 'notPlaced';
}

function tellResult(
  { placed, notPlaced, malformed }: AnalysisResult,
  { name }: Snapshot,
  services: Services,
): void {
  const total = placed + notPlaced;
  if (total === 0 && malformed > 0) {
    const message = vscode.l10n.t(
      'The model did not answer with findings about {0}. Try again, or use a larger model.',
      name,
    );
    void vscode.window.showWarningMessage(message);
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
  vscode.window.setStatusBarMessage(words + rest + simulated, 10_000);
}
