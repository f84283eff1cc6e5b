import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createHealthAlerts } from '../../../src/provider/healthAlerts.ts';
import type { HealthAlert } from '../../../src/provider/healthAlerts.ts';
import type { AttemptLine } from '../../../src/provider/attempt.ts';

const minute = 60_000;

function watched(): {
  readonly see: (...outcomes: readonly AttemptLine['outcome'][]) => void;
  readonly seeAt: (host: string, outcome: AttemptLine['outcome']) => void;
  readonly pass: (milliseconds: number) => void;
  readonly alerts: readonly HealthAlert[];
} {
  let now = 10 * minute;
  const alerts: HealthAlert[] = [];
  const health = createHealthAlerts({ now: () => now, onAlert: (alert) => alerts.push(alert) });
  const seeAt = (host: string, outcome: AttemptLine['outcome']): void =>
    health.observe({ host, model: 'm', outcome });
  return {
    see: (...outcomes) => outcomes.forEach((outcome) => seeAt('h', outcome)),
    seeAt,
    pass: (milliseconds) => (now += milliseconds),
    alerts,
  };
}

describe('An alert', () => {
  it('comes once when a server fails once more than one request can, and once when it answers again', () => {
    const { see, pass, alerts } = watched();
    see('server', 'timeout', 'server');
    assert.deepEqual(alerts, []);
    see('network', 'network', 'server');
    assert.deepEqual(alerts, [{ kind: 'began', host: 'h', model: 'm', failures: 4, last: 'network' }]);
    pass(1000);
    see('ok', 'ok');
    assert.deepEqual(alerts.slice(1), [{ kind: 'ended', host: 'h', model: 'm', milliseconds: 1000 }]);
  });

  it('does not come for what a person can mend or has cancelled, nor for chance failures', () => {
    const { see, alerts } = watched();
    see(
      'auth',
      'auth',
      'auth',
      'quota',
      'badRequest',
      'noKey',
      'cancelled',
      'cancelled',
      'rateLimit',
      'circuitOpen',
    );
    see('server', 'server', 'server', 'ok', 'server', 'server', 'server', 'ok');
    assert.deepEqual(alerts, []);
  });

  it('does not come again while a server goes up and down within five minutes', () => {
    const { see, pass, alerts } = watched();
    see('server', 'server', 'server', 'server', 'ok');
    pass(4 * minute);
    see('server', 'server', 'server', 'server', 'server');
    assert.equal(alerts.length, 2);
    pass(minute);
    see('server');
    assert.equal(alerts.length, 3);
  });

  it('is for each server by itself, and only so many are watched', () => {
    const { seeAt, alerts } = watched();
    for (let count = 0; count < 4; count += 1) for (const host of ['a', 'b']) seeAt(host, 'server');
    assert.deepEqual(
      alerts.map(({ host }) => host),
      ['a', 'b'],
    );
    for (let index = 0; index < 64; index += 1) seeAt(`h${index}`, 'ok');
    seeAt('a', 'ok');
    assert.equal(alerts.length, 2);
  });

  it('of a beginning is always followed by that of its end', () => {
    const outcomes = fc.array(fc.constantFrom<AttemptLine['outcome']>('ok', 'server', 'auth', 'cancelled'));
    fc.assert(
      fc.property(outcomes, (seen) => {
        const { see, pass, alerts } = watched();
        for (const outcome of seen) {
          pass(minute);
          see(outcome);
        }
        assert.ok(alerts.every(({ kind }, index) => kind === (index % 2 === 0 ? 'began' : 'ended')));
        const troubles = seen.filter((outcome) => outcome === 'server').length;
        assert.ok(alerts.filter(({ kind }) => kind === 'began').length <= troubles / 3);
      }),
    );
  });
});
