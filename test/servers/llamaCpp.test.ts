import { freePort } from '../support/freePort.ts';
import { ensureModel, startModelServer } from '../support/model.ts';
import type { ModelServer } from '../support/model.ts';
import { notRunWhere } from '../support/notRun.ts';
import { wirePaths } from './ask.ts';
import type { Asking } from './ask.ts';
import { holdContract } from './holdContract.ts';
import { isWriting, longAnswer } from './llamaSlots.ts';

const key = 'sk-test-of-the-llama-server';
const slots = 2;
const contextTokens = 1024;
const wires = ['chat', 'responses'] as const;

describe('The real llama.cpp server', function () {
  notRunWhere(this, async () => {
    const parts = await ensureModel();
    return parts.kind === 'ready' ? undefined : parts.reasons.join('; ');
  });
  let server: ModelServer;
  const asking = (over: Partial<Asking> = {}): Asking => ({
    config: { endpoint: server.url, model: server.model, maxTokens: 200 },
    key,
    ...over,
  });

  before(async () => {
    server = await startModelServer({ key, parallel: slots, ctx: contextTokens });
  });
  after(() => server?.stop());

  for (const wire of wires)
    describe(`over ${wirePaths[wire]}`, () =>
      holdContract(wire, {
        answer: () => ({ asking: asking() }),
        tokenLimit: () => ({ asking: asking({ request: { ...longAnswer, maxTokens: 8 } }) }),
        contextOverflow: () => ({
          asking: asking({ request: { prompt: 'word '.repeat(2 * contextTokens) } }),
        }),
        wrongKey: () => ({ asking: asking({ key: 'sk-wrong-key-of-a-test' }) }),
        wrongPath: () => ({
          asking: asking({ config: { ...asking().config, endpoint: server.url.replace(/v1$/, 'v9') } }),
        }),
        busy: () => ({ asking: asking(), slots }),
        cancel: () => ({ asking: asking({ request: longAnswer }), isBusy: () => isWriting(server.url, key) }),
        async killed() {
          const dying = await startModelServer({ key, ctx: contextTokens, port: await freePort() });
          const config = { ...asking().config, endpoint: dying.url };
          return {
            asking: asking({ config, request: longAnswer }),
            kill: async () => void process.kill(dying.pid, 'SIGKILL'),
            restore: () => dying.stop(),
          };
        },
      }));
});
