import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProviderErrorKind } from '../../src/provider/errors.ts';
import type { Asking, Told } from './ask.ts';

/** What a real server can be brought to do to a request. */
export type Situation =
  | 'answer'
  | 'tokenLimit'
  | 'contextOverflow'
  | 'wrongKey'
  | 'unknownModel'
  | 'wrongPath'
  | 'busy'
  | 'cancel'
  | 'killed'
  | 'rateLimit'
  | 'serverError'
  | 'deadUpstream'
  | 'slow'
  | 'impatient'
  | 'untrusted';

/** How a server is brought into a situation. */
export interface Staging {
  /** The request that meets it. */
  readonly asking: Asking;
  /** Requests that a server with a rate limit answers in one minute of the clock. */
  readonly perMinute?: number;
  /** Requests it answers at the same time, for `busy`. */
  readonly slots?: number;
  /** Milliseconds the server asks to wait. */
  readonly retryAfterMs?: number;
  /** True while the server works on a request, for `cancel`. */
  readonly isBusy?: () => Promise<boolean>;
  /** Ends the process that writes the answer, for `killed`. */
  readonly kill?: () => Promise<void>;
  /** Puts things back. */
  readonly restore?: () => Promise<void>;
}

/** Asks once and tells what came of it. */
export type Ask = (asking: Asking) => Promise<Told>;

/** One promise of the core, whatever the server and the wire. */
export interface Promised {
  readonly situation: Situation;
  readonly sentence: string;
  readonly keep: (ask: Ask, staging: Staging) => Promise<unknown>;
}

/** All promises; each is held against every server that can be brought into its situation. */
export const contract: readonly Promised[] = [
  {
    situation: 'answer',
    sentence: 'a whole answer ends with `done`, its text is not empty and its usage is the server’s own',
    async keep(ask, staging) {
      const { text, done, failure } = await ask(staging.asking);
      assert.equal(failure, undefined);
      assert.notEqual(text.trim(), '');
      assert.equal(done?.finish, 'stop');
      assert.equal(done.usageEstimated, false);
      assert.ok(done.usage.promptTokens > 0 && done.usage.completionTokens > 0);
    },
  },
  {
    situation: 'tokenLimit',
    sentence: 'an answer that stopped at the token limit is truncated, whatever the server calls it',
    async keep(ask, staging) {
      const { text, failure } = await ask(staging.asking);
      assert.notEqual(text, '');
      assert.equal(failure?.kind, 'truncated');
      assert.ok((failure.partialUsage?.completionTokens ?? 0) > 0);
    },
  },
  {
    situation: 'contextOverflow',
    sentence: 'a prompt too long for the model is said to be that, and is not tried again',
    keep: (ask, staging) => refuses(ask, staging, { kind: 'contextTooLong', retryable: false }),
  },
  {
    situation: 'wrongKey',
    sentence: 'a wrong key is refused as a key, is not tried again, and is not repeated in the words',
    async keep(ask, staging) {
      const failure = await refuses(ask, staging, { kind: 'auth', retryable: false });
      assert.ok(!failure.message.includes(staging.asking.key ?? ' '));
    },
  },
  {
    situation: 'unknownModel',
    sentence: 'a model that is not there is said to be that',
    keep: (ask, staging) => refuses(ask, staging, { kind: 'modelUnavailable', retryable: false }),
  },
  {
    situation: 'wrongPath',
    sentence: 'an address without the API is a bad request of status 404',
    async keep(ask, staging) {
      const failure = await refuses(ask, staging, { kind: 'badRequest', retryable: false });
      assert.equal(failure.status, 404);
    },
  },
  {
    situation: 'busy',
    sentence: 'a request beyond the server’s slots waits for one and then gets its whole answer',
    async keep(ask, staging) {
      const slots = staging.slots ?? 1;
      const told = await Promise.all(Array.from({ length: slots + 1 }, () => ask(staging.asking)));
      assert.deepEqual(
        told.map(({ done }) => done?.finish),
        told.map(() => 'stop'),
      );
      const lastBegun = Math.max(...told.map(({ firstTextAt }) => firstTextAt ?? 0));
      const firstEnded = Math.min(...told.map(({ endedAt }) => endedAt));
      assert.ok(lastBegun >= firstEnded, 'one more was answered at the same time than there are slots');
    },
  },
  {
    situation: 'cancel',
    sentence: 'cancelling mid-answer ends it at once and frees the server',
    async keep(ask, staging) {
      const cancelling = new AbortController();
      let cancelledAt = Infinity;
      const told = await ask({
        ...staging.asking,
        signal: cancelling.signal,
        onText() {
          cancelledAt = Math.min(cancelledAt, performance.now());
          cancelling.abort();
        },
      });
      assert.equal(told.failure?.kind, 'cancelled');
      assert.ok(told.endedAt - cancelledAt < 250, 'the request outlived its cancelling');
      assert.ok(await becomesIdle(staging), 'the server went on writing for nobody');
    },
  },
  {
    situation: 'killed',
    sentence: 'an answer whose writer is killed is a failure, never whole',
    async keep(ask, staging) {
      let isKilled = false;
      const { text, done, failure } = await ask({
        ...staging.asking,
        onText() {
          if (!isKilled) void staging.kill?.();
          isKilled = true;
        },
      });
      assert.equal(done, undefined);
      assert.notEqual(text, '');
      assert.match(failure?.kind ?? 'none', /^(truncated|network|server)$/);
    },
  },
  {
    situation: 'rateLimit',
    sentence: 'too many requests is said with the time the server asks to wait',
    async keep(ask, staging) {
      const { perMinute = 0 } = staging;
      let told = await ask(staging.asking);
      let answered = 0;
      // A minute that ends on the way gives the whole number again.
      for (; told.failure === undefined && answered < 2 * perMinute; answered += 1)
        told = await ask(staging.asking);
      const failure = refusal(told, { kind: 'rateLimit', retryable: true });
      assert.ok(answered >= perMinute, `refused after ${answered} answers`);
      assert.equal(failure.status, 429);
      assert.equal(failure.retryAfterMs, staging.retryAfterMs);
    },
  },
  {
    situation: 'serverError',
    sentence: 'an error of the server is one, and may be tried again',
    keep: (ask, staging) => refuses(ask, staging, { kind: 'server', retryable: true }),
  },
  {
    situation: 'deadUpstream',
    sentence: 'a gateway with nothing behind it is an error of the server',
    keep: (ask, staging) => refuses(ask, staging, { kind: 'server', retryable: true }),
  },
  {
    situation: 'slow',
    sentence: 'a late first byte is waited for',
    async keep(ask, staging) {
      const { text, done } = await ask(staging.asking);
      assert.notEqual(text, '');
      assert.equal(done?.finish, 'stop');
    },
  },
  {
    situation: 'impatient',
    sentence: 'a first byte later than allowed is a time-out that names its timer',
    async keep(ask, staging) {
      const failure = await refuses(ask, staging, { kind: 'timeout', retryable: true });
      assert.match(failure.timer ?? 'none', /^(headers|firstToken)$/);
    },
  },
  {
    situation: 'untrusted',
    sentence: 'a certificate that nobody vouches for is refused',
    keep: (ask, staging) => refuses(ask, staging, { kind: 'tls', retryable: false }),
  },
];

interface Refusal {
  readonly kind: ProviderErrorKind;
  readonly retryable: boolean;
}

async function refuses(ask: Ask, staging: Staging, expected: Refusal): Promise<NonNullable<Told['failure']>> {
  return refusal(await ask(staging.asking), expected);
}

function refusal({ text, done, failure }: Told, expected: Refusal): NonNullable<Told['failure']> {
  assert.ok(failure !== undefined, `it was answered: ${text}`);
  assert.equal(done, undefined);
  assert.deepEqual(
    { kind: failure.kind, retryable: failure.retryable, text },
    { ...expected, text: '' },
    failure.message,
  );
  return failure;
}

async function becomesIdle({ isBusy }: Staging): Promise<boolean> {
  for (let waited = 0; waited < 5000; waited += 50) {
    if (!(await isBusy?.())) return true;
    await sleep(50);
  }
  return false;
}
