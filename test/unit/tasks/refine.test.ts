import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GenerationRequest } from '../../../src/provider/provider.ts';
import { fencedAnswer, refineRequest } from '../../../src/tasks/refine.ts';
import { whatGoesWhere } from '../../../src/tasks/whatGoesWhere.ts';
import { generateRequest } from '../../../src/tasks/generate.ts';
import { extractCode } from '../../../src/edits/extract.ts';

const target = { kind: 'replace', startLine: 0, endLine: 0 } as const;
const first = generateRequest({
  languageId: 'typescript',
  path: 'one.ts',
  instruction: 'make it two',
  target,
  file: 'export const one = 1;\n',
  context: [],
});

function refined(request: GenerationRequest, answer: string, window = 100_000, answerTokens = 4096) {
  return refineRequest({
    request,
    conversation: request.history,
    answer,
    instruction: 'and three',
    target,
    languageId: 'typescript',
    window,
    answerTokens,
  });
}

function tokensOf(request: GenerationRequest): number {
  return whatGoesWhere(request).reduce((sum, { tokens }) => sum + tokens, 0);
}

describe('A follow-up', () => {
  it('carries the instruction before it and the answer, with the code once, in its first message', () => {
    const { request, droppedExchanges } = refined(first, 'the answer');
    assert.equal(droppedExchanges, 0);
    assert.deepEqual(request.history, [
      { role: 'user', text: first.prompt },
      { role: 'assistant', text: 'the answer' },
    ]);
    assert.match(request.prompt, /^and three\n\nAnswer with these lines, complete and changed/);
    assert.deepEqual(request.context, first.context);
    assert.equal(request.system, first.system);
  });

  it('leaves out the oldest exchanges that do not fit the model, whole ones only, and counts them', () =>
    fc.assert(
      fc.property(
        fc.array(fc.nat(400), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 50, max: 4000 }),
        (lengths, window) => {
          const answers = lengths.map((length, index) => `answer ${index} ${'word '.repeat(length)}`);
          const all = answers.reduce((request, answer) => refined(request, answer).request, first);
          const last = refineRequest({
            request: all,
            conversation: all.history,
            answer: 'the last',
            instruction: 'more',
            target,
            languageId: 'typescript',
            window,
            answerTokens: 200,
          });
          const { history } = last.request;
          assert.equal(history.length, 2 * (answers.length + 1 - last.droppedExchanges));
          assert.deepEqual(history.at(-1), { role: 'assistant', text: 'the last' });
          assert.ok(history.every(({ role }, index) => role === (index % 2 === 0 ? 'user' : 'assistant')));
          const room = window - Math.min(200, Math.floor(window / 2));
          if (history.length > 2) assert.ok(tokensOf(last.request) <= room, 'more than the model takes');
          if (last.droppedExchanges === 0) return;
          const more = [...all.history, { role: 'user', text: all.prompt } as const].slice(
            2 * (last.droppedExchanges - 1),
          );
          const withOneMore = { ...last.request, history: [...more, ...history.slice(-1)] };
          assert.ok(tokensOf(withOneMore) > room, 'one more would have fitted');
        },
      ),
    ));

  it('remembers what had no room, for a model that has it', () => {
    const small = refined(refined(first, 'word '.repeat(300)).request, 'the second', 400, 100);
    assert.equal(small.droppedExchanges, 1);
    const large = refineRequest({
      request: small.request,
      conversation: small.conversation,
      answer: 'the third',
      instruction: 'more',
      target,
      languageId: 'typescript',
      window: 100_000,
      answerTokens: 100,
    });
    assert.equal(large.droppedExchanges, 0);
    assert.equal(large.request.history.length, 6);
  });

  it('keeps the last exchange even where it alone is too long', () => {
    const { request, droppedExchanges } = refined(first, 'word '.repeat(500), 100, 50);
    assert.equal(request.history.length, 2);
    assert.equal(droppedExchanges, 0);
  });

  it('can give the code as it now stands for the answer, fences of its own included', () => {
    const code = '/**\n * ```ts\n * median([1]);\n * ```\n */\nexport const one = 1;';
    const answer = fencedAnswer(code, 'typescript');
    assert.match(answer, /^````typescript\n/);
    assert.ok(JSON.stringify(extractCode(answer)).includes(JSON.stringify(code).slice(1, -1)));
  });
});
