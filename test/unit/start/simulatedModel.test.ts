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
    assert.deepEqual(await listedModels(model.url), ['simulated']);
    assert.deepEqual(await findServer([{ name: 'Here', endpoint: model.url }]), {
      name: 'Here',
      endpoint: model.url,
      models: ['simulated'],
    });
  });

  it('is told from a server whose list has another shape, and from nothing', async () => {
    const other = createServer((request, response) =>
      response.writeHead(request.url === '/v1/models' ? 200 : 500).end('{"models":[]}'),
    );
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const base = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    assert.equal(await listedModels(`${base}/v1`), undefined);
    assert.equal(await listedModels(`${base}/v2`), undefined);
    await new Promise((resolve) => other.close(resolve));
    assert.equal(await listedModels(`${base}/v1`), undefined);
    assert.equal(await findServer([{ name: 'Gone', endpoint: base }]), undefined);
  });
});
