import assert from 'node:assert/strict';
import { capabilitiesOf } from '../../../src/openai/capabilities.ts';
import type { Capabilities } from '../../../src/openai/capabilities.ts';
import { chatWire } from '../../../src/openai/chatWire.ts';
import { messagesOf } from '../../../src/openai/messages.ts';
import { responsesWire } from '../../../src/openai/responsesWire.ts';
import { resolveConfig } from '../../../src/provider/config.ts';
import type { CodexConfig } from '../../../src/provider/config.ts';
import type { ContextPart, GenerationRequest } from '../../../src/provider/provider.ts';
import { requestOf } from './readStream.ts';

const wires = { chat: chatWire, responses: responsesWire };

/** The body a request is sent with, over the wire of its endpoint unless told. */
function bodyOf(
  request: GenerationRequest,
  config: CodexConfig,
  wire = wires[capabilitiesOf(config.endpoint).wire],
) {
  const capabilities = capabilitiesOf(config.endpoint);
  return wire.body({ request, config, capabilities, messages: messagesOf(request) });
}

function configFor(endpoint: string, more: Readonly<Record<string, unknown>> = {}): CodexConfig {
  return resolveConfig({ arguments: {}, environment: {}, settings: { endpoint, ...more } }).config;
}

const here = configFor('http://127.0.0.1:1234/v1', { model: 'local' });
const openai = configFor('https://api.openai.com/v1');
const part = (text: string): ContextPart => ({ kind: 'definition', label: 'a.ts', text, tokens: 1 });
const record = { kind: 'jsonSchema', name: 'record', schema: { type: 'object' } } as const;

describe('The body of a request over the Chat Completions wire', () => {
  it('to a server on this computer', () => {
    assert.deepEqual(bodyOf(requestOf({ maxTokens: 9 }), here), {
      model: 'local',
      messages: [
        { role: 'system', content: 'You write code.' },
        { role: 'user', content: 'Write a function.' },
      ],
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 9,
      temperature: 0.2,
    });
  });

  it('to a reasoning model of OpenAI has its own field for the limit and no temperature', () => {
    const body = bodyOf(requestOf({ temperature: 0, reasoning: 'low' }), openai, chatWire);
    assert.deepEqual(
      [body['max_completion_tokens'], body['max_tokens'], body['temperature'], body['reasoning_effort']],
      [4096, undefined, undefined, 'low'],
    );
  });

  it('takes the temperature of the request, the configuration, the row, in this order', () => {
    const warm = configFor('http://localhost:1/v1', { temperature: 1 });
    assert.equal(bodyOf(requestOf({ temperature: 0 }), warm)['temperature'], 0);
    assert.equal(bodyOf(requestOf(), warm)['temperature'], 1);
    assert.equal(bodyOf(requestOf({ model: 'gpt-4.1' }), openai, chatWire)['temperature'], undefined);
    assert.equal(
      bodyOf(requestOf({ model: 'gpt-4.1', temperature: 0.3 }), openai, chatWire)['temperature'],
      0.3,
    );
  });

  it('never sends an effort to a server that does not know it', () => {
    assert.equal(bodyOf(requestOf({ reasoning: 'high' }), here)['reasoning_effort'], undefined);
  });

  it('asks for a schema where the server can be held to it', () => {
    const request = requestOf({ format: record });
    assert.deepEqual(bodyOf(request, here)['response_format'], {
      type: 'json_schema',
      json_schema: { name: 'record', schema: { type: 'object' } },
    });
    assert.equal(bodyOf(request, configFor('https://unknown.example/v1'))['response_format'], undefined);
  });
});

describe('The body of a request over the Responses wire', () => {
  it('holds the system text as instructions, typed items, and asks that nothing be stored', () => {
    const history = [
      { role: 'user', text: 'first' },
      { role: 'assistant', text: 'answer' },
    ] as const;
    assert.deepEqual(bodyOf(requestOf({ history, maxTokens: 9, reasoning: 'low' }), openai), {
      model: 'gpt-5.4-mini',
      instructions: 'You write code.',
      input: [
        { type: 'message', role: 'user', content: 'first' },
        { type: 'message', role: 'assistant', content: 'answer' },
        { type: 'message', role: 'user', content: 'Write a function.' },
      ],
      stream: true,
      store: false,
      max_output_tokens: 9,
      reasoning: { effort: 'low' },
    });
  });

  it('without a system text has no instructions', () => {
    assert.equal('instructions' in bodyOf(requestOf({ system: '' }), openai), false);
  });

  it('takes a temperature to a model that does not reason only', () => {
    assert.equal(bodyOf(requestOf({ temperature: 0 }), openai)['temperature'], undefined);
    assert.equal(bodyOf(requestOf({ model: 'gpt-4.1', temperature: 0.3 }), openai)['temperature'], 0.3);
    assert.equal(bodyOf(requestOf({ reasoning: 'high' }), here, responsesWire)['reasoning'], undefined);
  });

  it('asks for a schema where the server can be held to it', () => {
    const request = requestOf({ format: record });
    assert.deepEqual(bodyOf(request, openai)['text'], {
      format: { type: 'json_schema', name: 'record', schema: { type: 'object' } },
    });
    const elsewhere = configFor('https://unknown.example/v1');
    assert.equal(bodyOf(request, elsewhere, responsesWire)['text'], undefined);
  });
});

for (const [name, wire] of Object.entries(wires)) {
  it(`The body over the ${name} wire is the same for the same request, and keeps its beginning when only the prompt changes`, () => {
    const text = (prompt: string): string =>
      JSON.stringify(bodyOf(requestOf({ context: [part('x')], prompt }), here, wire));
    assert.equal(text('one'), text('one'));
    const [one, two] = [text('one'), text('two')];
    assert.equal(one.slice(0, one.indexOf('one')), two.slice(0, two.indexOf('two')));
  });
}

for (const [name, wire] of Object.entries(wires)) {
  it(`The body over the ${name} wire asks for no effort that nobody named`, () => {
    const body = bodyOf(requestOf({ model: 'o3' }), openai, wire);
    assert.equal('reasoning' in body || 'reasoning_effort' in body, false);
  });
}

it('The body over the chat wire asks for usage in a stream, and only where that is understood', () => {
  const optionsWhere = (more: Partial<Capabilities>): unknown => {
    const request = requestOf();
    const capabilities = { ...capabilitiesOf(here.endpoint), ...more };
    return chatWire.body({ request, config: here, capabilities, messages: messagesOf(request) })[
      'stream_options'
    ];
  };
  assert.deepEqual(optionsWhere({}), { include_usage: true });
  assert.equal(optionsWhere({ canStream: false }), undefined);
  assert.equal(optionsWhere({ hasStreamOptions: false }), undefined);
});

it('The wires have the paths that every server knows', () => {
  assert.deepEqual([chatWire.path, responsesWire.path], ['/chat/completions', '/responses']);
});
