import assert from 'node:assert/strict';
import fc from 'fast-check';
import { installId } from '../../src/editor/installId.ts';
import { toExplainHostMessage } from '../../src/editor/webviews/explainMessages.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { ApiKey } from '../../src/provider/apiKey.ts';
import { resolveConfig } from '../../src/provider/config.ts';
import { readConfigFile } from '../../src/provider/configFile.ts';
import { configFieldNames, configFields } from '../../src/provider/configFields.ts';
import { isTransportAllowed } from '../../src/provider/endpoint.ts';
import { isProviderError } from '../../src/provider/errors.ts';
import { toExplainPageMessage } from '../../src/webview/explainPage.ts';
import { anyText, hostileEntries } from '../support/hostileStrings.ts';
import { chatAnswer, sse, status, streamOf } from '../support/scriptedReply.ts';
import { modelList, startScriptedServer } from '../support/scriptedServer.ts';
import type { ScriptedServer } from '../support/scriptedServer.ts';
import { callOptions, coreAt, failureOf } from './openai/providerAt.ts';
import { requestOf } from './openai/readStream.ts';
import { createCapabilityBook } from '../../src/openai/capabilityBook.ts';
import type { CapabilityStore } from '../../src/openai/capabilityBook.ts';
import { listModels } from '../../src/openai/listModels.ts';

/** Anything that JSON or the editor could hand over, with hostile texts as values and as names. */
const anyValue = fc.letrec((again) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    anyText,
    fc.constantFrom(null, undefined, true, Number.NaN, Infinity, -1, 1.5, 2 ** 53),
    fc.array(again('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(anyText, fc.constantFrom('__proto__', 'constructor', 'type', 'version')),
      again('value'),
      {
        maxKeys: 3,
      },
    ),
  ),
})).value;

function assertUnpolluted(): void {
  assert.equal('polluted' in {}, false);
  assert.deepEqual(Object.keys(Object.prototype), []);
}

describe('Hostile texts at the door of', () => {
  afterEach(assertUnpolluted);

  it('the configuration are passed over by name, in every layer and for every value', () => {
    const texts = hostileEntries.map(([, text]) => text);
    const values: readonly unknown[] = [
      ...texts,
      ...texts.map((text) => [text]),
      ...texts.map((text) => ({ [text]: text })),
    ];
    for (const name of configFieldNames)
      for (const value of values) {
        const environment = Object.fromEntries(
          configFields[name].variables.map((variable) => [variable, typeof value === 'string' ? value : '']),
        );
        const layer = { [name]: value };
        const file = { name: 'opencrates.toml', values: new Map([[name, value]]) };
        const resolved = resolveConfig({
          arguments: layer,
          environment,
          file,
          workspaceSettings: layer,
          settings: layer,
        });
        assert.ok(isTransportAllowed(resolved.config.endpoint));
        assert.match(resolved.config.model, /^[\x20-\x7e]{1,256}$/);
        for (const warning of resolved.warnings) {
          const told = JSON.stringify(warning);
          assert.ok(typeof value !== 'string' || value.length < 12 || !told.includes(value), told);
        }
      }
  });

  it('the configuration, as names, are told without being believed', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyValue), (values) => {
        const { config } = resolveConfig({
          arguments: {},
          environment: {},
          file: { name: 'opencrates.json', values: new Map(Object.entries(values)) },
          settings: values,
        });
        assert.deepEqual(config, resolveConfig({ arguments: {}, environment: {}, settings: {} }).config);
      }),
    );
  });

  it('a folder’s file make it unusable or stay texts', () => {
    for (const [, text] of hostileEntries)
      for (const content of [
        text,
        `model = ${JSON.stringify(text)}`,
        JSON.stringify({ [text]: text, model: text }),
      ])
        for (const name of ['opencrates.toml', 'opencrates.json']) {
          const file = readConfigFile(name, Buffer.from(content));
          if (typeof file === 'string') continue;
          const { config } = resolveConfig({ arguments: {}, environment: {}, file, settings: {} });
          assert.match(config.model, /^[\x20-\x7e]{1,256}$/);
        }
  });

  it('the keys are no keys, or keys that do not show themselves', () => {
    for (const [, text] of hostileEntries) {
      const key = ApiKey.parse(text, 'models.example');
      if (key instanceof ApiKey) assert.equal(`${String(key)}${JSON.stringify(key)}`, '[key]"[key]"');
      else assert.ok(key.problem !== undefined);
    }
  });

  it('the ledger start it afresh', () => {
    fc.assert(
      fc.property(anyValue, (stored) => {
        const kept = { get: () => stored, set: () => Promise.resolve() };
        const ledger = createLedger(kept, () => new Date(2027, 2, 4));
        assert.deepEqual([ledger.days(), ledger.today().requests], [[], 0]);
      }),
    );
  });

  it('what is remembered of endpoints teach it nothing', () => {
    const [endpoint, model] = ['https://models.example/v1', 'm'];
    const store = (value: unknown): CapabilityStore => ({ get: () => value, set: () => Promise.resolve() });
    const untaught = createCapabilityBook(store(undefined), () => 0).of(endpoint, model, {});
    fc.assert(
      fc.property(anyValue, anyValue, (stored, entry) => {
        for (const value of [stored, { version: 1, entries: [stored, entry] }])
          assert.deepEqual(createCapabilityBook(store(value), () => 0).of(endpoint, model, {}), untaught);
      }),
    );
  });

  it('the installation’s id give it a new one', () => {
    fc.assert(
      fc.property(anyValue, (stored) => {
        let kept: unknown;
        const id = installId({
          // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the editor's own signature
          get: <T>() => stored as T,
          update: (_, value: unknown) => Promise.resolve(void (kept = value)),
        });
        assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        assert.equal(kept, id);
      }),
    );
  });

  it('a page and its host are no messages', () => {
    fc.assert(
      fc.property(anyValue, (data) => {
        assert.deepEqual([toExplainHostMessage(data), toExplainPageMessage(data)], [undefined, undefined]);
      }),
    );
    for (const [, text] of hostileEntries) {
      const pressed = toExplainHostMessage({ type: 'press', id: text, extra: text });
      assert.deepEqual(pressed, text.length > 40 ? undefined : { type: 'press', id: text });
    }
  });
});

describe('Hostile texts of a server', function () {
  this.timeout(60_000);
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
  });
  beforeEach(() => server.reset());
  afterEach(assertUnpolluted);
  after(() => server.stop());

  it('come out as the very text when they are the answer', async () => {
    for (const [, text] of hostileEntries) {
      server.reply(chatAnswer(text, { chunkSize: 5000 }));
      const { core } = coreAt(server.url);
      const answer = core.generate(requestOf(), callOptions());
      if (text === '') assert.equal((await answer).text, '');
      else assert.equal((await answer).text, text);
    }
  });

  it('are one plain line where a failure repeats them', async () => {
    for (const [, text] of hostileEntries)
      for (const reply of [
        status(400, { error: { message: text, type: text, code: text, param: text } }),
        status(500, text),
        status(200, { error: { message: text } }),
        streamOf([sse({ error: { message: text, type: text } })]),
        streamOf([`data: ${text}\n\n`]),
        streamOf([text], { contentType: 'text/html' }),
      ]) {
        server.reply(reply);
        const { core, lines } = coreAt(server.url);
        const failure = await failureOf(core.generate(requestOf(), callOptions()));
        // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
        assert.doesNotMatch(failure.message, /[\u0000-\u001f\u007f-\u009f]/);
        assert.ok(failure.message.length <= 330, failure.message);
        assert.ok(isProviderError(failure) && lines.length === 1);
      }
  });

  it('name no model that could be chosen', async () => {
    const names = hostileEntries.map(([, text]) => text);
    server.replyModels(modelList(...names, 'fine'));
    const listed = await listModels({ endpoint: server.url, fetch }, new AbortController().signal);
    assert.ok(listed.includes('fine'));
    for (const model of listed) {
      const { warnings } = resolveConfig({ arguments: { model }, environment: {}, settings: {} });
      assert.deepEqual(warnings, []);
    }
  });

  it('leave no trace but a plain name where they name the model, the usage or the end', async () => {
    for (const [, text] of hostileEntries) {
      const choice = { index: 0, delta: { content: 'ok', role: text }, finish_reason: null, [text]: text };
      server.reply(
        streamOf([
          sse({ id: text, model: text, choices: [choice], usage: { prompt_tokens: text } }),
          sse({ model: text, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
          sse('[DONE]'),
        ]),
      );
      const { core, records } = coreAt(server.url);
      const { done } = await core.generate(requestOf(), callOptions());
      for (const model of [done.model, records[0]?.model ?? '']) {
        // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
        assert.doesNotMatch(model, /[\u0000-\u001f\u007f-\u009f]/);
        assert.ok(model.length <= 300);
      }
    }
  });
});
