import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findServer, listedModels } from '../../start/listedModels.ts';
import { simulatedAnswer } from '../../start/simulatedAnswer.ts';
import { startSimulatedModel } from '../../start/simulatedModel.ts';
import type { SimulatedModel } from '../../start/simulatedModel.ts';

const notice = 'Simulated answer: no model read this code.';
const user = (content: string) => [{ role: 'user', content }];

describe('The simulated model', () => {
  let model: SimulatedModel;
  before(async () => {
    model = await startSimulatedModel(0);
  });
  after(() => model.stop());

  async function ask(body: unknown): Promise<Response> {
    return fetch(`${model.url}/chat/completions`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  it("gives code back with a remark that it is simulated, in the language's own comment", () => {
    assert.equal(
      simulatedAnswer(user('Change:\n```python\n    x = 1\n```\n')),
      `\`\`\`python\n    # ${notice}\n    x = 1\n\`\`\`\n`,
    );
    assert.equal(simulatedAnswer(user('```ts\nx\n```')), `\`\`\`ts\n// ${notice}\nx\n\`\`\`\n`);
    assert.equal(simulatedAnswer(user('```css\na {}\n```')), `\`\`\`css\n/* ${notice} */\na {}\n\`\`\`\n`);
    assert.equal(simulatedAnswer(user('Write something')), `\`\`\`\n// ${notice}\n\`\`\`\n`);
  });

  it('gives only the remark where new code goes, and is not misled by words in the code', () => {
    const code = '```ts\nconst json = { summary: 1, severity: 2 };\n```\n';
    assert.equal(
      simulatedAnswer(user(`${code}Answer with only the new code.`)),
      `\`\`\`ts\n// ${notice}\n\`\`\`\n`,
    );
    assert.match(simulatedAnswer(user(code)), /severity: 2/);
  });

  it('answers in the form that documentation, analysis and explanation ask for', () => {
    assert.deepEqual(JSON.parse(simulatedAnswer(user('Return JSON: {"summary": …}'))), {
      summary: notice,
      parameters: {},
    });
    const form =
      '{"summary": "…", "details": "…" or null, "parameters": {"a": "…"}, "example": "code" or null}';
    assert.deepEqual(JSON.parse(simulatedAnswer(user(`Answer with this JSON object:\n${form}`))), {
      summary: notice,
      details: null,
      parameters: { a: notice },
      example: null,
    });
    assert.deepEqual(
      JSON.parse(simulatedAnswer(user('One JSON line with severity:\n```js\n\nlet a = 1;\n```'))),
      {
        category: 'practice',
        severity: 'info',
        rule: 'simulated-finding',
        message: notice,
        suggestion: 'Start with a real model to get findings.',
        quote: 'let a = 1;',
      },
    );
    assert.match(simulatedAnswer(user('Explain this')), /Simulated answer/);
  });

  it('streams as a real server does, with usage when asked', async () => {
    const messages = user('```js\nlet a = 1;\n```');
    const text = await (
      await ask({ model: 'simulated', stream: true, stream_options: { include_usage: true }, messages })
    ).text();
    const lines = text
      .trim()
      .split('\n\n')
      .map((line) => line.replace(/^data: /, ''));
    assert.equal(lines.pop(), '[DONE]');
    const chunks = lines.map((line) => JSON.parse(line));
    assert.equal(
      chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join(''),
      simulatedAnswer(messages),
    );
    assert.equal(chunks.at(-2).choices[0].finish_reason, 'stop');
    assert.deepEqual(chunks.at(-1).usage, { prompt_tokens: 5, completion_tokens: 17, total_tokens: 22 });
    const without = await (await ask({ stream: true, messages })).text();
    assert.ok(!without.includes('usage'));
  });

  it('answers whole when no stream is asked for, also for content in parts', async () => {
    const messages = [{ role: 'user', content: [{ type: 'text', text: '```js\nlet a = 1;\n```' }] }];
    const reply = (await (await ask({ messages })).json()) as {
      readonly choices: readonly { readonly message: { readonly content: string } }[];
    };
    assert.match(reply.choices[0]?.message.content ?? '', /Simulated answer/);
  });

  it('refuses what it does not understand', async () => {
    assert.equal((await ask('nonsense')).status, 400);
    assert.equal((await ask({})).status, 400);
    assert.equal((await fetch(`${model.url}/responses`, { method: 'POST' })).status, 404);
  });

  it("is listed under its own name, as any server's models are", async () => {
    const place = { name: 'Here', endpoint: model.url };
    assert.deepEqual(await listedModels(model.url), { kind: 'listed', models: ['simulated'] });
    assert.deepEqual(await findServer(undefined, [place]), { ...place, models: ['simulated'] });
  });

  it('is found behind another server when it is the one that was named', async () => {
    const other = await listing(200, { data: [{ id: 'other' }] });
    const places = [
      { name: 'Other', endpoint: other.url },
      { name: 'Here', endpoint: model.url },
    ];
    assert.equal((await findServer(undefined, places))?.name, 'Other');
    assert.equal((await findServer('simulated', places))?.name, 'Here');
    assert.equal((await findServer('nowhere', places))?.name, 'Other');
    await other.stop();
  });

  it('is told from a server whose list has another shape, that refuses, and from nothing', async () => {
    const shapeless = await listing(200, { models: [] });
    const refusing = await listing(401, {});
    assert.deepEqual(await listedModels(shapeless.url), { kind: 'refused', status: 200 });
    assert.deepEqual(await listedModels(refusing.url), { kind: 'refused', status: 401 });
    await Promise.all([shapeless.stop(), refusing.stop()]);
    assert.deepEqual(await listedModels(shapeless.url), { kind: 'silent' });
    assert.equal(await findServer('any', [{ name: 'Gone', endpoint: refusing.url }]), undefined);
  });

  it('is no longer asked for its list once the start is stopped', async () => {
    await assert.rejects(listedModels(model.url, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  });
});

/** A server that gives one answer to whoever asks for its models. */
async function listing(status: number, body: object) {
  const server = createServer((_, response) => response.writeHead(status).end(JSON.stringify(body)));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
