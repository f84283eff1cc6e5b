import type * as vscode from 'vscode';
import type { MetricsSnapshot } from '../../provider/metrics.ts';
import type { Settings } from '../settings.ts';

/** What an export of metrics works with. */
export interface MetricsSource {
  readonly log: vscode.LogOutputChannel;
  readonly secrets: vscode.SecretStorage;
  readonly version: string;
  readonly installId: () => string | undefined;
  readonly snapshot: () => MetricsSnapshot;
  /** The way requests take. A collector needs no consent to the model's endpoint: it gets neither code nor key. */
  readonly transport: () => Promise<typeof fetch>;
}

/**
 * Serves and pushes metrics as the settings say, and follows them; nothing is loaded while both are off.
 * Changes are made one after another, so that a port is free before it is taken again.
 */
export function watchMetrics(settings: Settings, source: () => Promise<MetricsSource>): vscode.Disposable {
  let inForce = '';
  let running: readonly (Disposable | AsyncDisposable)[] = [];
  let changing: Promise<void> = Promise.resolve();

  const end = async (): Promise<void> => {
    const ended = running;
    running = [];
    for (const one of ended)
      if (Symbol.asyncDispose in one) await one[Symbol.asyncDispose]();
      else one[Symbol.dispose]();
  };
  const begin = async (port: number | null, endpoint: string): Promise<void> => {
    await end();
    if (port === null && endpoint === '') return;
    const { pushMetrics, serveMetrics } = await import('./metricsExport.ts');
    const from = await source();
    const listener = port === null ? undefined : await serveMetrics(from, port);
    running = [
      ...(listener === undefined ? [] : [listener]),
      ...(endpoint === '' ? [] : [pushMetrics(from, endpoint)]),
    ];
  };
  const update = (): void => {
    const { 'metrics.port': port, 'metrics.otlpEndpoint': endpoint } = settings.current().values;
    const wanted = JSON.stringify([port, endpoint]);
    if (wanted === inForce || (inForce === '' && port === null && endpoint === '')) return;
    inForce = wanted;
    changing = changing.then(() => begin(port, endpoint)).catch(() => undefined);
  };
  const watching = settings.onDidChange(update);
  update();
  return {
    dispose() {
      watching.dispose();
      void changing.then(end);
    },
  };
}
