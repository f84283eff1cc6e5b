import type * as vscode from 'vscode';
import type { AttemptLine } from '../provider/attempt.ts';
import { attemptLogLine } from '../provider/attemptLog.ts';
import type { Circuit, CircuitId } from '../provider/breakers.ts';
import { endpointHost } from '../provider/endpoint.ts';
import { createHealthAlerts } from '../provider/healthAlerts.ts';
import type { HealthAlert } from '../provider/healthAlerts.ts';
import { createHealthWindow } from '../provider/healthWindow.ts';
import type { RecentHealth } from '../provider/healthWindow.ts';
import type { RequestRecord } from '../provider/metering.ts';
import { createMetrics } from '../provider/metrics.ts';
import { plainLine } from '../provider/plainLine.ts';
import type { MetricsSnapshot } from '../provider/metrics.ts';

/** What is seen of the requests of this window: its log, the last hour, alerts, metrics. */
export interface Observability {
  onAttempt(line: AttemptLine): void;
  onRequest(record: RequestRecord): void;
  onCacheHit(hit: Pick<RequestRecord, 'task' | 'model'>): void;
  /** A circuit came into another state. */
  onCircuit(id: CircuitId, circuit: Circuit): void;
  recent(): RecentHealth;
  metrics(): MetricsSnapshot;
}

/** What it needs. */
export interface ObservabilityDeps {
  readonly log: Pick<vscode.LogOutputChannel, 'info' | 'warn'>;
  /** Undefined where the person wants none in the log. */
  readonly installId: () => string | undefined;
  readonly onAlert: (alert: HealthAlert) => void;
}

/** Sees nothing until it is told. */
export function createObservability(deps: ObservabilityDeps): Observability {
  const now = (): number => performance.now();
  const window = createHealthWindow(now);
  const metrics = createMetrics(Date.now);
  const alerts = createHealthAlerts({
    now,
    onAlert(alert) {
      const named = { ...alert, host: plainLine(alert.host), model: plainLine(alert.model) };
      deps.log.warn(JSON.stringify({ event: 'health', ...named }));
      deps.onAlert(alert);
    },
  });
  return {
    onAttempt(line) {
      deps.log.info(attemptLogLine(line, deps.installId()));
      window.record(line);
      metrics.countAttempt(line);
      alerts.observe(line);
    },
    onRequest: (record) => metrics.countRequest(record),
    onCacheHit: (hit) => metrics.countCacheHit(hit),
    onCircuit({ endpoint, model }, circuit) {
      const server = { host: plainLine(endpointHost(endpoint)), model: plainLine(model) };
      deps.log.info(JSON.stringify({ event: 'circuit', ...server, ...circuit }));
    },
    recent: () => window.read(),
    metrics: () => metrics.snapshot(),
  };
}
