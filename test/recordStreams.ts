import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startModelServer } from './support/model.ts';
import { repositoryRoot } from './support/repositoryRoot.ts';

// Records what the real llama.cpp server says on both wires, byte for byte: `node test/recordStreams.ts`.
// The recordings are committed, so that the tests that read them need no server.

const folder = join(repositoryRoot, 'test/fixtures/streams');

type Body = Readonly<Record<string, unknown>>;

const chat = (words: string, more: Body = {}): Body => ({
  messages: [{ role: 'user', content: words }],
  stream: true,
  temperature: 0,
  ...more,
});
const responses = (words: string, more: Body = {}): Body => ({
  instructions: 'You are a helpful assistant.',
  input: [{ type: 'message', role: 'user', content: words }],
  stream: true,
  store: false,
  temperature: 0,
  ...more,
});
const usage = { stream_options: { include_usage: true } };
const wide = 'Say hello in Japanese and in Russian, with one emoji.';
const schema = {
  response_format: {
    type: 'json_schema',
    json_schema: {
      name: 'person',
      schema: {
        type: 'object',
        properties: { name: { type: 'string' }, age: { type: 'integer' } },
        required: ['name', 'age'],
      },
    },
  },
};

/** By name of the recording: where it is asked, and what. */
const recordings: Readonly<Record<string, readonly [path: string, body: Body]>> = {
  'llama-chat-json.sse': ['chat/completions', chat('Invent a person.', { ...usage, ...schema })],
  'llama-chat-length.sse': ['chat/completions', chat('Count to twenty.', { ...usage, max_tokens: 12 })],
  'llama-chat-no-usage.sse': ['chat/completions', chat(wide, { max_tokens: 60 })],
  'llama-chat-whole.json': ['chat/completions', chat('Say hello.', { stream: false })],
  'llama-responses.sse': ['responses', responses('Say hello.')],
  'llama-responses-unicode.sse': ['responses', responses(wide, { max_output_tokens: 60 })],
  'llama-responses-length.sse': ['responses', responses('Count to twenty.', { max_output_tokens: 12 })],
  'llama-responses-whole.json': ['responses', responses('Say hello.', { stream: false })],
  'llama-responses-error-context.json': ['responses', responses('word '.repeat(3000))],
};

/** Records every stream that is named, or all. */
async function record(names: readonly string[]): Promise<void> {
  const server = await startModelServer({ ctx: 1024 });
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, [path, body]] of Object.entries(recordings)) {
      if (names.length > 0 && !names.includes(name)) continue;
      const reply = await fetch(`${server.url}/${path}`, {
        method: 'POST',
        // A connection that the server is about to close must not be used again.
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: JSON.stringify({ model: server.model, ...body }),
      });
      const bytes = await reply.bytes();
      await writeFile(join(folder, name), bytes);
      process.stdout.write(
        `${name}: ${reply.status} ${reply.headers.get('content-type')}, ${bytes.length} bytes\n`,
      );
    }
  } finally {
    await server.stop();
  }
}

await record(process.argv.slice(2));
