import * as vscode from 'vscode';
import { systemClock } from '../../provider/clock.ts';
import { startMetricsListener } from '../../provider/metricsListener.ts';
import { metricsOtlp } from '../../provider/metricsOtlp.ts';
import { startMetricsPush } from '../../provider/metricsPush.ts';
import { metricsText, metricsTextType } from '../../provider/metricsText.ts';
import type { MetricsSource } from './watchMetrics.ts';
import { metricsToken } from './metricsToken.ts';

const pushIntervalMs = 60_000;

/** Serves metrics on a port of this computer until disposed. A port that is taken is told and left at that. */
export async function serveMetrics(
  source: MetricsSource,
  port: number,
): Promise<AsyncDisposable | undefined> {
  try {
    const listener = await startMetricsListener({
      port,
      token: await metricsToken(source.secrets),
      text: () => metricsText(source.snapshot()),
      contentType: metricsTextType,
    });
    source.log.info(JSON.stringify({ event: 'metricsListener', port: listener.port }));
    return listener;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    source.log.warn(JSON.stringify({ event: 'metricsListener', port, failure: code }));
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Metrics are not served from this window: port {0} cannot be used. Another window may have it.',
        String(port),
      ),
    );
    return undefined;
  }
}

/** Pushes metrics to a collector each minute until disposed; failures are for the log alone. */
export function pushMetrics(source: MetricsSource, endpoint: string): Disposable {
  return startMetricsPush({
    endpoint,
    intervalMs: pushIntervalMs,
    body() {
      const snapshot = source.snapshot();
      if (snapshot.families.length === 0) return undefined;
      return metricsOtlp(snapshot, { version: source.version, installId: source.installId() });
    },
    fetch: async (input, init) => (await source.transport())(input, init),
    clock: systemClock,
    onFailure: (reason) => source.log.warn(JSON.stringify({ event: 'metricsPush', failure: reason })),
  });
}
