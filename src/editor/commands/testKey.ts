import * as vscode from 'vscode';
import { endpointHost } from '../../provider/endpoint.ts';
import { ProviderError } from '../../provider/errors.ts';
import type { HealthReport } from '../../provider/health.ts';
import type { LLMProvider } from '../../provider/provider.ts';
import { signalOf } from '../cancellation.ts';
import { type FailureContext, tellFailure } from '../failures.ts';
import { stepError } from '../health/stepError.ts';
import { wholeNumber } from '../localFormat.ts';
import { ensureAllowed, type Permissions } from '../ready.ts';

/** What the test needs; `provider` may still have to load. */
export interface TestKeyDeps extends Permissions {
  readonly provider: () => Promise<LLMProvider>;
  readonly log: vscode.LogOutputChannel;
}

/** Sends the configured endpoint a tiny request and says whether it answered, or what to do. */
export async function testKey(deps: TestKeyDeps): Promise<void> {
  if (!(await ensureAllowed(deps))) return;
  const { endpoint, model } = deps.settings.current().config;
  const host = endpointHost(endpoint);
  const context = (): FailureContext => {
    // Known only after the key was read for the test.
    const keyEnding = deps.keys.endingOf(host);
    const named = keyEnding === undefined ? {} : { keyEnding };
    return { endpoint, model, log: deps.log, retry: () => void testKey(deps), ...named };
  };
  try {
    const report = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Testing {0} with one token of {1}…', host, model),
        cancellable: true,
      },
      async (_progress, token) => (await deps.provider()).healthCheck(signalOf(token)),
    );
    await tellReport(report, host, context());
  } catch (error) {
    await tellFailure(error, context());
  }
}

async function tellReport(report: HealthReport, host: string, context: FailureContext): Promise<void> {
  const failed = report.steps.find((step) => !step.ok);
  if (failed !== undefined || !report.ok) {
    const unknown = new ProviderError({ kind: 'unknown', detail: '' });
    await tellFailure(failed === undefined ? unknown : stepError(failed), context);
    return;
  }
  const milliseconds = report.steps.reduce((sum, step) => sum + step.milliseconds, 0);
  await vscode.window.showInformationMessage(
    vscode.l10n.t('{0} answered with {1} in {2} ms.', host, context.model, wholeNumber(milliseconds)),
  );
}
