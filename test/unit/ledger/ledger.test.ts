import assert from 'node:assert/strict';
import { createLedger } from '../../../src/ledger/ledger.ts';
import type { LedgerStore } from '../../../src/ledger/ledger.ts';
import type { RequestRecord } from '../../../src/provider/metering.ts';

function entry(changes: Partial<RequestRecord> = {}): RequestRecord {
  return {
    task: 'generate',
    model: 'model',
    host: 'localhost',
    usage: { promptTokens: 100, completionTokens: 20, totalTokens: 120 },
    usageEstimated: false,
    outcome: 'ok',
    milliseconds: 5,
    startedAt: 0,
    correlationId: 'id',
    ...changes,
  };
}

function memoryStore(value?: unknown): LedgerStore & { readonly kept: () => unknown } {
  let held = value;
  return {
    get: () => held,
    async set(next) {
      held = structuredClone(next);
    },
    kept: () => held,
  };
}

async function saved(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

const noon = (day: string) => (): Date => new Date(`${day}T12:00:00`);

describe('createLedger', () => {
  it('starts with a day of nothing', () => {
    const ledger = createLedger(memoryStore(), noon('2026-11-23'));
    assert.deepEqual(ledger.days(), []);
    assert.deepEqual(ledger.today(), {
      date: '2026-11-23',
      requests: 0,
      failures: 0,
      cacheHits: 0,
      promptTokens: 0,
      completionTokens: 0,
      estimated: false,
    });
  });

  it('adds up the requests and tokens of a day at once', () => {
    const ledger = createLedger(memoryStore(), noon('2026-11-23'));
    ledger.record(entry());
    ledger.record(entry({ outcome: 'server' }));
    assert.deepEqual(ledger.today(), {
      date: '2026-11-23',
      requests: 2,
      failures: 1,
      cacheHits: 0,
      promptTokens: 200,
      completionTokens: 40,
      estimated: false,
    });
    assert.deepEqual(ledger.days(), [ledger.today()]);
  });

  it('counts an answer from the cache by itself: it is no request and costs nothing', async () => {
    const store = memoryStore();
    const ledger = createLedger(store, noon('2026-11-23'));
    ledger.recordCacheHit();
    ledger.recordCacheHit();
    const { cacheHits, requests, promptTokens } = ledger.today();
    assert.deepEqual([cacheHits, requests, promptTokens], [2, 0, 0]);
    await saved();
    assert.equal(createLedger(store, noon('2026-11-23')).today().cacheHits, 2);
  });

  it('reads days that were kept before there was a cache', () => {
    const { cacheHits: _, ...day } = createLedger(memoryStore(), noon('2026-11-23')).today();
    const ledger = createLedger(
      memoryStore({ version: 1, days: [{ ...day, requests: 3 }] }),
      noon('2026-11-23'),
    );
    assert.deepEqual([ledger.today().requests, ledger.today().cacheHits], [3, 0]);
  });

  it('does not call a cancelled request a failure', () => {
    const ledger = createLedger(memoryStore(), noon('2026-11-23'));
    ledger.record(entry({ outcome: 'cancelled' }));
    assert.equal(ledger.today().failures, 0);
  });

  it('marks a day whose tokens are partly our own count', () => {
    const none = { promptTokens: 0, completionTokens: 0, totalTokens: 0 };
    const ledger = createLedger(memoryStore(), noon('2026-11-23'));
    ledger.record(entry({ usageEstimated: true, usage: none }));
    assert.equal(ledger.today().estimated, false);
    ledger.record(entry({ usageEstimated: true }));
    ledger.record(entry());
    assert.equal(ledger.today().estimated, true);
  });

  it('begins a new day at midnight of the clock and lists the oldest first', () => {
    let now = new Date('2026-11-23T23:59:59');
    const ledger = createLedger(memoryStore(), () => new Date(now));
    ledger.record(entry());
    now = new Date('2026-11-24T00:00:01');
    ledger.record(entry());
    now = new Date('2026-11-22T10:00:00');
    ledger.record(entry());
    assert.deepEqual(
      ledger.days().map(({ date }) => date),
      ['2026-11-22', '2026-11-23', '2026-11-24'],
    );
  });

  it('goes on where the last session ended', async () => {
    const store = memoryStore();
    createLedger(store, noon('2026-11-23')).record(entry());
    await saved();
    const ledger = createLedger(store, noon('2026-11-23'));
    ledger.record(entry());
    assert.equal(ledger.today().requests, 2);
  });

  it('forgets what is older than 90 days, in the list and in the store', async () => {
    const store = memoryStore();
    createLedger(store, noon('2026-08-25')).record(entry());
    await saved();
    createLedger(store, noon('2026-08-26')).record(entry());
    await saved();
    const ledger = createLedger(store, noon('2026-11-23'));
    ledger.record(entry());
    await saved();
    assert.deepEqual(
      ledger.days().map(({ date }) => date),
      ['2026-08-26', '2026-11-23'],
    );
    assert.deepEqual(store.kept(), { version: 1, days: ledger.days() });
  });

  it('starts fresh from a damaged store', () => {
    const day = {
      date: '2026-11-23',
      requests: 1,
      failures: 0,
      cacheHits: 0,
      promptTokens: 1,
      completionTokens: 1,
      estimated: false,
    };
    const damaged: readonly unknown[] = [
      'text',
      { version: 2, days: [day] },
      { version: 1, days: [{ ...day, requests: -1 }] },
      { version: 1, days: [{ ...day, date: 'today' }] },
      { version: 1, days: [{ ...day, promptTokens: '7' }] },
    ];
    for (const value of damaged) {
      const ledger = createLedger(memoryStore(value), noon('2026-11-23'));
      assert.deepEqual(ledger.days(), []);
      ledger.record(entry());
      assert.equal(ledger.today().requests, 1);
    }
  });

  it('saves with the next request what could not be saved with the last', async () => {
    const store = memoryStore();
    let broken = true;
    const failing: LedgerStore = {
      get: () => store.get(),
      set: async (value) => (broken ? Promise.reject(new Error('disk full')) : store.set(value)),
    };
    const ledger = createLedger(failing, noon('2026-11-23'));
    ledger.record(entry());
    await saved();
    assert.equal(store.kept(), undefined);
    broken = false;
    ledger.record(entry());
    await saved();
    assert.deepEqual(store.kept(), { version: 1, days: [ledger.today()] });
    assert.equal(ledger.today().requests, 2);
  });
});
