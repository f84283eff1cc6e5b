import type { ProviderErrorInit, ProviderErrorKind, Truncation } from '../../../src/provider/errors.ts';
import type { Step, Steps } from '../../support/rawServer.ts';
import { sse } from '../../support/scriptedReply.ts';
import * as reply from './rawReplies.ts';
import type { WireWords } from './rawReplies.ts';

const fin: Step = { close: 'end' };
const cut: Step = { close: 'cut' };
const reset: Step = { close: 'reset' };
/** What ends a stream of the Chat Completions wire, and of some servers on the other. */
export const done = sse('[DONE]');

/** The steps of a server that speaks a wire. */
export type Make = (words: WireWords) => Steps;

/** Answers that are whole, however odd their way here. All of them say `hello wörld`. */
export const unharmed: Readonly<Record<string, Make>> = {
  'a plain stream': (w) => reply.eventStream(...hello(w), w.end, done),
  'one byte in each packet': (w) => bytewise(reply.eventStream(...hello(w), w.end)),
  'a character split between two chunks': (w) => reply.eventStream(...halves(hello(w).join('')), w.end),
  'all in one chunk': (w) => reply.eventStream([...hello(w), w.end, done].join('')),
  comments: (w) => reply.eventStream(':\n\n', ': ping\n\n', ...hello(w), ':\n\n', w.end, ': bye\n\n'),
  'no event lines': (w) => reply.eventStream([...hello(w), w.end].join('').replaceAll(/^event: .*\n/gm, '')),
  'event lines that name something else': (w) =>
    reply.eventStream(...hello(w).map((event) => `event: message\n${event}`), w.end),
  'no indexes': (w) =>
    reply.eventStream(
      [...hello(w), w.end]
        .join('')
        .replaceAll(/"(index|output_index|content_index|sequence_number)":\d+,?/g, ''),
    ),
  'carriage returns': (w) => reply.eventStream([...hello(w), w.end].join('').replaceAll('\n', '\r\n')),
  'no [DONE]': (w) => reply.eventStream(...hello(w), w.end),
  '[DONE] after its end': (w) => reply.eventStream(...hello(w), w.end, done),
  'an open connection after [DONE]': (w) => reply.openStream(...hello(w), w.end, done),
  'FIN instead of a last chunk': (w) => [...reply.openStream(...hello(w), w.end), fin],
  'FIN without a farewell of TLS': (w) => [...reply.openStream(...hello(w), w.end), cut],
  'a reset after its end': (w) => [...reply.openStream(...hello(w), w.end), reset],
  'the end of the connection as its end': (w) => [...reply.closingStream(...hello(w), w.end), fin],
  'a length that is too long': (w) => [
    ...reply.sized('text/event-stream', [...hello(w), w.end].join(''), 99_999),
    fin,
  ],
  'bytes that are no UTF-8 after its end': (w) =>
    reply.eventStream(...hello(w), w.end, Uint8Array.of(255, 254)),
  'an error after its end': (w) => reply.eventStream(...hello(w), w.end, sse({ error: { message: 'late' } })),
  'unknown events': (w) =>
    reply.eventStream(sse({ type: 'ping' }), ...hello(w), 'event: x\ndata: {}\n\n', w.end),
  gzip: (w) => reply.gzipStream([...hello(w), w.end].join('')),
  'gzip whose end is missing': (w) => reply.gzipStream([...hello(w), w.end].join(''), 'cut'),
  'gzip in one byte pieces': (w) => bytewise(reply.gzipStream([...hello(w), w.end].join(''))),
  'one JSON object': (w) => reply.sized('application/json; charset=utf-8', w.whole('hello wörld')),
};

/** How an answer has to fail: its kind, and what tells it from others of that kind. */
export interface Failure {
  readonly kind: ProviderErrorKind;
  readonly truncation?: Truncation;
  readonly timer?: ProviderErrorInit['timer'];
}

/** A reply of status 200 that is no whole answer. */
export interface BrokenStream {
  /** What the server does, to follow "a server that sends". */
  readonly name: string;
  readonly make: Make;
  readonly failure: Failure;
  /** The only wire that has this. */
  readonly wire?: WireWords['name'];
  /** What is asked, where that matters. */
  readonly prompt?: string;
}

type Row = readonly [name: string, make: Make, failure: Failure];

const broken: Failure = { kind: 'truncated', truncation: 'streamEnded' };
const noAnswer: Failure = { kind: 'protocol' };
const network: Failure = { kind: 'network' };

const endings: readonly Row[] = [
  ['a clean end before the end', (w) => reply.eventStream(...hello(w)), broken],
  ['[DONE] before the end', (w) => reply.eventStream(...hello(w), done), broken],
  ['[DONE] alone', () => reply.eventStream(done), noAnswer],
  ['FIN in place of its end', (w) => [...reply.closingStream(...hello(w)), fin], broken],
  ['FIN in the middle of its chunks', (w) => [...reply.openStream(...hello(w)), fin], network],
  [
    'FIN in the middle of its chunks, on a connection for one answer',
    (w) => [
      reply.head(reply.stream, 'transfer-encoding: chunked', 'connection: close'),
      ...hello(w).map(reply.chunk),
      fin,
    ],
    network,
  ],
  ['FIN without a farewell of TLS', (w) => [...reply.openStream(...hello(w)), cut], network],
  [
    'a connection that closes without a farewell of TLS',
    (w) => [...reply.closingStream(...hello(w)), cut],
    broken,
  ],
  ['a reset', (w) => [...reply.openStream(...hello(w)), reset], network],
  ['a reset before any event', () => [...reply.openStream(), reset], network],
  ['a length that is too short', (w) => sizedStream(w, -w.end.length - 3), broken],
  [
    'a length that is too long',
    (w) => [...reply.sized('text/event-stream', hello(w).join(''), 99_999), fin],
    network,
  ],
  ['gzip that is cut', (w) => reply.gzipStream(hello(w).join(''), 'cut'), broken],
  ['gzip that is none', (w) => garbledGzip([...hello(w), w.end].join('')), noAnswer],
  ['half a chunk', (w) => [...reply.openStream(hello(w)[0]), 'ff\r\ndata: {', fin], network],
  ['chunks without lengths', (w) => [...reply.openStream(...hello(w)), 'nonsense\r\n'], noAnswer],
  ['a page of HTML', () => reply.sized('text/html', '<html><title>Sign in</title></html>'), noAnswer],
  ['HTML called an event stream', () => reply.sized('text/event-stream', '<html>\n\n<body>\n\n'), noAnswer],
  ['nothing', () => reply.sized('text/event-stream', ''), noAnswer],
  ['no type and nothing', () => [reply.head('content-length: 0')], noAnswer],
  ['no events', () => reply.eventStream(': hello\n\n'), noAnswer],
  ['half an event', (w) => reply.eventStream(...hello(w), w.endAlone.trimEnd()), broken],
  [
    'invalid UTF-8',
    (w) => reply.eventStream(...hello(w), Uint8Array.of(100, 97, 116, 97, 58, 255, 10, 10)),
    noAnswer,
  ],
  ['an event that is not JSON', (w) => reply.eventStream(...hello(w), sse('{"choices":')), noAnswer],
  ['half a JSON object', (w) => reply.sized('application/json', w.whole('hello').slice(0, -9)), noAnswer],
  ['JSON of something else', () => reply.sized('application/json', '{"hello":1}'), noAnswer],
  [
    'its limit reached',
    (w) => reply.eventStream(...hello(w), w.endAt('limit')),
    { kind: 'truncated', truncation: 'tokenLimit' },
  ],
  [
    'its limit reached by reasoning alone',
    (w) => reply.eventStream(w.begin, w.reasoning('hm'), w.endAt('limit')),
    { kind: 'truncated', truncation: 'reasoningOnly' },
  ],
  ['a filter', (w) => reply.eventStream(...hello(w), w.endAt('filter')), { kind: 'refused' }],
  ['a refusal', (w) => reply.eventStream(w.begin, w.refusal), { kind: 'refused' }],
  ['a refusal after some text', (w) => reply.eventStream(...hello(w), w.refusal), { kind: 'refused' }],
  ['a tool call alone', (w) => reply.eventStream(w.begin, w.toolCall), noAnswer],
  ['text after its end', (w) => reply.eventStream(...hello(w), w.end, w.text('more')), noAnswer],
  [
    'text after [DONE] before the end',
    (w) => reply.eventStream(...hello(w), done, w.text('more'), w.end),
    broken,
  ],
  [
    'an answer without end',
    (w) => endless([...reply.openStream(w.begin)], reply.chunk(w.text('x'.repeat(60_000)))),
    { kind: 'truncated', truncation: 'outputBound' },
  ],
  [
    'an event without end',
    () => endless([...reply.openStream('data: {"x":"')], reply.chunk('x'.repeat(60_000))),
    { kind: 'truncated', truncation: 'outputBound' },
  ],
  [
    'a JSON object without end',
    () =>
      endless(
        [reply.head('content-type: application/json', 'connection: close'), '{"x":"'],
        'x'.repeat(60_000),
      ),
    { kind: 'truncated', truncation: 'outputBound' },
  ],
];

/** Errors that servers put into a stream that had begun: the design's recordings, and the documents of the others. */
const streamErrors: readonly (readonly [server: string, event: string, kind: ProviderErrorKind])[] = [
  ['LiteLLM', sse({ error: { message: 'upstream gone', type: null, param: null, code: '500' } }), 'server'],
  [
    'llama.cpp',
    sse({ error: { code: 400, message: 'too long', type: 'exceed_context_size_error' } }),
    'contextTooLong',
  ],
  ['OpenRouter', sse({ error: { code: 429, message: 'slow down' }, choices: [] }), 'rateLimit'],
  ['vLLM', sse({ object: 'error', message: 'bad', type: 'BadRequestError', code: 400 }), 'badRequest'],
  ['FastAPI with a text', sse({ detail: 'Invalid API key' }), 'server'],
  ['FastAPI with a list', sse({ detail: [{ loc: ['body'], msg: 'bad' }] }), 'server'],
  ['a server that says a text', sse({ error: 'out of memory' }), 'server'],
  ['an error event with JSON', 'event: error\ndata: {"message":"x","code":503}\n\n', 'server'],
  ['an error event with words', 'event: error\ndata: oops\n\n', 'server'],
  ['OpenAI', sse({ type: 'error', code: 'rate_limit_exceeded', message: 'x', param: null }), 'rateLimit'],
];

/** Failures of the Responses wire alone. */
const responsesOnly: readonly (readonly [name: string, event: string, failure: Failure])[] = [
  ['response.failed', failed({ code: 'server_error', message: 'x' }), { kind: 'server' }],
  [
    'response.failed for too many requests',
    failed({ code: 'rate_limit_exceeded', message: 'x' }),
    { kind: 'rateLimit' },
  ],
  ['response.failed without a reason', failed(null), { kind: 'server' }],
  [
    'completed at its limit',
    sse({
      type: 'response.completed',
      response: { status: 'completed', usage: { input_tokens: 9, output_tokens: reply.tokenLimit } },
    }),
    { kind: 'truncated', truncation: 'tokenLimit' },
  ],
  ['response.incomplete without a reason', sse({ type: 'response.incomplete', response: {} }), broken],
];

/** Milliseconds after which silence is a failure in a test. */
export const fast = { headersMs: 2000, firstTokenMs: 150, idleMs: 150 };

/** Servers that keep a connection open and say too little. */
const stalling: readonly (readonly [name: string, make: Make, timer: ProviderErrorInit['timer']])[] = [
  ['no first token', () => reply.openStream(), 'firstToken'],
  ['a beginning and no text', (w) => reply.openStream(w.begin), 'firstToken'],
  ['silence after some text', (w) => reply.openStream(...hello(w)), 'idle'],
  ['comments for ever', () => ticking(reply.openStream(), reply.chunk(': x\n\n')), 'firstToken'],
  [
    'comments for ever after some text',
    (w) => ticking(reply.openStream(...hello(w)), reply.chunk(': x\n\n')),
    'idle',
  ],
  ['empty events for ever', (w) => ticking(reply.openStream(), reply.chunk(w.text(''))), 'firstToken'],
];

/** Every broken stream there is a test for. Those that stall end by the timers of `fast`. */
export const brokenStreams: readonly BrokenStream[] = [
  ...endings.map(([name, make, failure]) => ({ name, make, failure })),
  ...streamErrors.map(([server, event, kind]) => ({
    name: `an error in the manner of ${server}`,
    make: (words: WireWords) => reply.eventStream(...hello(words), event),
    failure: { kind },
  })),
  ...responsesOnly.map(([name, event, failure]) => ({
    name,
    make: (words: WireWords) => reply.eventStream(...hello(words), event),
    failure,
    wire: 'responses' as const,
  })),
  ...stalling.map(([name, make, timer]) => ({ name, make, failure: { kind: 'timeout' as const, timer } })),
  {
    name: 'an answer to a part of the prompt',
    make: (words) => reply.eventStream(...hello(words), words.endHavingRead(256)),
    failure: { kind: 'truncated', truncation: 'promptCut' },
    prompt: 'several words of a long prompt '.repeat(100),
  },
];

/** `hello wörld` without its end. */
export function hello(words: WireWords): readonly [string, string, string] {
  return [words.begin, words.text('hello '), words.text('wörld')];
}

function failed(error: object | null): string {
  return sse({ type: 'response.failed', response: { status: 'failed', error } });
}

/** Two parts of a text that meet in the middle of a character. */
function halves(text: string): readonly Uint8Array[] {
  const bytes = Buffer.from(text);
  const middle = bytes.indexOf('ö') + 1;
  return [bytes.subarray(0, middle), bytes.subarray(middle)];
}

/** The same bytes, each in a packet of its own. */
function bytewise(steps: readonly Step[]): readonly Step[] {
  const bytes = steps.map((step) =>
    typeof step === 'string' || step instanceof Uint8Array ? Buffer.from(step) : Buffer.alloc(0),
  );
  return Array.from(Buffer.concat(bytes), (byte) => Uint8Array.of(byte));
}

/** A whole stream whose header tells a length that differs by so many bytes. */
function sizedStream(words: WireWords, difference: number): readonly Step[] {
  const body = [...hello(words), words.end].join('');
  return reply.sized('text/event-stream', body, Buffer.byteLength(body) + difference);
}

function garbledGzip(text: string): readonly Step[] {
  return [reply.head(reply.stream, 'content-encoding: gzip', 'connection: close'), text, fin];
}

function* endless(start: readonly Step[], more: Step): Generator<Step> {
  yield* start;
  for (;;) yield more;
}

function* ticking(start: readonly Step[], more: Step): Generator<Step> {
  yield* start;
  for (;;) {
    yield { wait: 20 };
    yield more;
  }
}
