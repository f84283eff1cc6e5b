import { notRunWhere } from '../support/notRun.ts';
import type { Asking } from './ask.ts';
import { holdContract } from './holdContract.ts';
import { longAnswer } from './llamaSlots.ts';

const flag = 'OPENCRATES_TEST_OPENAI';

describe('api.openai.com', function () {
  notRunWhere(this, async () => {
    if (process.env[flag] === undefined)
      return `asks a paid server only when told to: ${flag}=<a model> OPENAI_API_KEY=<a key>`;
    return process.env['OPENAI_API_KEY'] === undefined ? 'no OPENAI_API_KEY' : undefined;
  });
  const asking = (over: Partial<Asking> = {}): Asking => ({
    config: {
      endpoint: 'https://api.openai.com/v1',
      model: process.env[flag] ?? '',
      maxTokens: 500,
      temperature: null,
    },
    key: process.env['OPENAI_API_KEY'] ?? '',
    ...over,
  });

  holdContract('responses', {
    answer: () => ({ asking: asking() }),
    tokenLimit: () => ({ asking: asking({ request: { ...longAnswer, maxTokens: 40 } }) }),
    wrongKey: () => ({ asking: asking({ key: `sk-${'wrong'.repeat(12)}` }) }),
    unknownModel: () => ({ asking: asking({ request: { model: 'no-such-model-of-a-test' } }) }),
    cancel: () => ({ asking: asking({ request: longAnswer }) }),
  });
});
