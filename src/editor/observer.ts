import type * as vscode from 'vscode';
import type { MetricsSnapshot } from '../provider/metrics.ts';
import { loadOnce } from '../syntax/loadOnce.ts';
import { installId } from './installId.ts';
import { watchMetrics } from './metrics/watchMetrics.ts';
import type { Observability } from './observability.ts';
import type { Settings } from './settings.ts';

/** Sees to the log, the health and the metrics of this window; loads the room when something is there to see. */
export interface Observer extends vscode.Disposable {
  readonly observability: () => Promise<Observability>;
}

/** What it watches and tells. */
export interface ObserverDeps {
  readonly context: Pick<vscode.ExtensionContext, 'globalState' | 'secrets'>;
  readonly version: string;
  readonly log: vscode.LogOutputChannel;
  readonly settings: Settings;
  /** The way requests take. */
  readonly transport: () => Promise<typeof fetch>;
}

/** Begins with what the settings want exported; everything else waits for the first request. */
export function createObserver(deps: ObserverDeps): Observer {
  const { context, version, log, settings, transport } = deps;
  const id = (): string | undefined =>
    settings.current().values['log.installId'] ? installId(context.globalState) : undefined;
  const observability = loadOnce(async () => {
    const [{ createObservability }, { tellAlert }] = await Promise.all([
      import('./observability.ts'),
      import('./health/tellAlert.ts'),
    ]);
    return createObservability({ log, installId: id, onAlert: (alert) => void tellAlert(alert) });
  });
  const exporting = watchMetrics(settings, async () => {
    const seen = await observability();
    const snapshot = (): MetricsSnapshot => seen.metrics();
    return { log, secrets: context.secrets, version, installId: id, snapshot, transport };
  });
  return { observability, dispose: () => void exporting.dispose() };
}
