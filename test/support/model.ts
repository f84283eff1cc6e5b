import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { installLlamaServer } from './installLlamaServer.ts';
import type { Report } from './stepEvent.ts';
import { ensureWeights, knownWeights } from './weights.ts';
import type { WeightsSize } from './weights.ts';

/** Which model to serve and how; `weights` is a known size or the path of a GGUF file. */
export interface ModelServerOptions {
  readonly weights?: WeightsSize | (string & {});
  /** Tokens of context of each request; 8192 when left out. */
  readonly ctx?: number;
  /** Requests answered at the same time; 1 when left out. */
  readonly parallel?: number;
  /** The only key it accepts; any or none when left out. */
  readonly key?: string;
  /** A free one when left out. */
  readonly port?: number;
  readonly report?: Report;
  readonly signal?: AbortSignal;
}

/** A running llama.cpp server: the base URL of its OpenAI-compatible API (it ends in /v1) and the model's name. */
export interface ModelServer {
  readonly url: string;
  readonly model: string;
  readonly pid: number;
  /** Settles when the server has gone, for whatever reason; never rejects. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Where the model's parts are, or why they cannot be had; everything that is missing is fetched. */
export type ModelParts =
  | { readonly kind: 'ready'; readonly model: string; readonly weights: string; readonly server: string }
  | { readonly kind: 'unavailable'; readonly reasons: readonly string[] };

/** Fetches and verifies what is missing of a model and its server. */
export async function ensureModel(options: ModelServerOptions = {}): Promise<ModelParts> {
  const report = options.report ?? (() => undefined);
  try {
    const server = await installLlamaServer(report, options.signal);
    const weights = options.weights ?? '0.5b';
    if (!isKnownSize(weights))
      return {
        kind: 'ready',
        model: path.basename(weights, '.gguf'),
        weights: path.resolve(weights),
        server,
      };
    const known = knownWeights[weights];
    const outcome = await ensureWeights(known, report, options.signal);
    return outcome.kind === 'ready'
      ? { kind: 'ready', model: known.model, weights: outcome.file, server }
      : outcome;
  } catch (error) {
    options.signal?.throwIfAborted();
    return { kind: 'unavailable', reasons: [error instanceof Error ? error.message : String(error)] };
  }
}

/** Starts the real model server on loopback and resolves when the weights are loaded; it ends with this process, however that ends. */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const parts = await ensureModel(options);
  if (parts.kind === 'unavailable') throw new Error(parts.reasons.join('\n'));
  options.signal?.throwIfAborted();
  const numbers = {
    threads: os.availableParallelism(),
    ctx: options.ctx ?? 8192,
    parallel: options.parallel ?? 1,
    port: options.port ?? 0,
  };
  const child = spawn(
    'python3',
    [
      path.join(import.meta.dirname, '../start/llama_server.py'),
      `--weights=${parts.weights}`,
      `--model=${parts.model}`,
      ...Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]),
      ...(options.key === undefined ? [] : [`--key=${options.key}`]),
    ],
    { detached: true, env: { ...process.env, PYTHONPATH: parts.server } },
  );
  const ended = once(child, 'exit').then(
    () => undefined,
    () => undefined,
  );
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await ended;
  };
  try {
    const url = await readyUrl(child, options.signal);
    return { url: `${url}/v1`, model: parts.model, pid: child.pid ?? 0, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function isKnownSize(weights: string): weights is WeightsSize {
  return Object.hasOwn(knownWeights, weights);
}

async function readyUrl(child: ChildProcessWithoutNullStreams, signal?: AbortSignal): Promise<string> {
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    log = (log + chunk).slice(-4000);
  });
  child.stdin.on('error', () => undefined);
  const lines = readline.createInterface({
    input: child.stdout,
    ...(signal === undefined ? {} : { signal }),
  });
  for await (const line of lines) {
    const message = JSON.parse(line) as {
      readonly kind: string;
      readonly url?: string;
      readonly reason?: string;
    };
    if (message.kind === 'ready' && message.url !== undefined) return message.url;
    throw new Error(`The model server cannot start: ${message.reason ?? line}\n${log.trim()}`);
  }
  signal?.throwIfAborted();
  throw new Error(`The model server ended before it was ready.\n${log.trim()}`);
}
