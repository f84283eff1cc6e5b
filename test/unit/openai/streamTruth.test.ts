import assert from 'node:assert/strict';
import tls from 'node:tls';
import { usageOf } from '../../../src/provider/usage.ts';
import { startRawServer } from '../../support/rawServer.ts';
import type { RawServer } from '../../support/rawServer.ts';
import { createAuthority } from '../../support/certificates.ts';
import { brokenStreams, done, fast, hello, unharmed } from './brokenStreams.ts';
import type { Failure, Make } from './brokenStreams.ts';
import { attemptAt, callOptions, failureOf } from './providerAt.ts';
import * as reply from './rawReplies.ts';
import { requestOf } from './readStream.ts';

for (const scheme of ['http', 'https'] as const) {
  for (const words of reply.wireWords) {
    describe(`Over ${scheme} and the ${words.name} wire`, function () {
      this.timeout(20_000);
      const trusted = tls.getCACertificates('default');
      let server: RawServer;
      before(async () => {
        if (scheme === 'http') {
          server = await startRawServer(undefined);
          return;
        }
        const authority = await createAuthority('root');
        const { key, certificate: cert } = await authority.issue('server', ['localhost', '127.0.0.1']);
        tls.setDefaultCACertificates([...trusted, authority.certificate]);
        server = await startRawServer({ key, cert });
      });
      after(async () => {
        tls.setDefaultCACertificates(trusted);
        await server.stop();
      });

      const ask = (make: Make, prompt = 'Say hello.', timeouts = {}) => {
        server.answer(make(words));
        const provider = attemptAt(server.origin, words.name, timeouts);
        return provider.generate(requestOf({ prompt }), callOptions());
      };
      const failsAs = async (asked: Promise<unknown>, expected: Failure): Promise<void> => {
        const { kind, truncation, timer, message } = await failureOf(asked);
        assert.deepEqual(
          { kind, truncation, timer },
          { truncation: undefined, timer: undefined, ...expected },
          message,
        );
        assert.equal(message.includes('canary'), false);
      };

      for (const [name, make] of Object.entries(unharmed)) {
        it(`${name} is unharmed`, async () => {
          const { text, done: last } = await ask(make);
          assert.deepEqual(
            [text, last.finish, last.model, last.usageEstimated, last.usage],
            ['hello wörld', 'stop', 'm', false, usageOf(9, 2)],
          );
        });
      }

      it('an answer whose usage is missing is unharmed, and its usage marked as an estimate', async () => {
        const { text, done: last } = await ask((w) => reply.eventStream(...hello(w), w.endAlone, done));
        assert.deepEqual([text, last.usageEstimated], ['hello wörld', true]);
        assert.ok(last.usage.promptTokens > 0 && last.usage.completionTokens > 0);
      });

      for (const { name, make, failure, wire, prompt } of brokenStreams) {
        if (wire !== undefined && wire !== words.name) continue;
        it(`${name} fails as ${failure.truncation ?? failure.timer ?? failure.kind}`, () =>
          failsAs(ask(make, prompt, failure.timer === undefined ? {} : fast), failure));
      }
    });
  }
}
