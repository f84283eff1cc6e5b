import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort.ts';
import { installLiteLlm } from './installLiteLlm.ts';
import { repositoryRoot } from './repositoryRoot.ts';
import { spawnGuarded } from './spawnGuarded.ts';

/** What the proxy serves and to whom. */
export interface LiteLlmOptions {
  /** By the name a client asks for: LiteLLM's parameters of it. */
  readonly models: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The only key it accepts. */
  readonly key: string;
  /** Certificate and private key, PEM; it speaks TLS only. */
  readonly tls: { readonly cert: string; readonly key: string };
}

/** A running proxy; its base URL ends in /v1. */
export interface LiteLlm {
  readonly url: string;
  stop(): Promise<void>;
}

const readyMs = 120_000;
const start = 'from litellm import run_server; run_server()';

/** Starts a real LiteLLM proxy on loopback, installing it on first use; it ends with this process, however that ends. */
export async function startLiteLlm(options: LiteLlmOptions): Promise<LiteLlm> {
  const packages = await installLiteLlm(() => undefined);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'oc-litellm-'));
  const hook = 'only_this_key';
  await copyFile(path.join(repositoryRoot, `test/servers/${hook}.py`), path.join(folder, `${hook}.py`));
  const file = (name: string): string => path.join(folder, name);
  await writeFile(file('cert.pem'), options.tls.cert);
  await writeFile(file('key.pem'), options.tls.key);
  // JSON is YAML.
  await writeFile(file('config.yaml'), JSON.stringify(configuration(options, `${hook}.check`)));
  const port = await freePort();
  const flags = { host: '127.0.0.1', port, num_workers: 1, config: file('config.yaml') };
  const tls = { ssl_certfile_path: file('cert.pem'), ssl_keyfile_path: file('key.pem') };
  const args = Object.entries({ ...flags, ...tls }).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const proxy = spawnGuarded('python3', ['-c', start, ...args], {
    cwd: folder,
    environment: {
      ...process.env,
      PYTHONPATH: packages,
      LITELLM_ONLY_KEY: options.key,
      LITELLM_LOCAL_MODEL_COST_MAP: 'True',
      LITELLM_TELEMETRY: 'False',
    },
    remove: [folder],
  });
  let log = '';
  for (const stream of [proxy.stdout, proxy.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => void (log = (log + chunk).slice(-4000)));
  const url = `https://127.0.0.1:${port}`;
  const ended = proxy.ended.then((code) => `it ended with code ${code}`);
  const problem = await Promise.race([ended, whenAlive(url)]);
  if (problem === undefined) return { url: `${url}/v1`, stop: () => proxy.stop() };
  await proxy.stop();
  throw new Error(`LiteLLM cannot start: ${problem}\n${log}`);
}

function configuration({ models, key }: LiteLlmOptions, auth: string): object {
  return {
    model_list: Object.entries(models).map(([name, parameters]) => ({
      model_name: name,
      litellm_params: { model: `openai/${name}`, api_key: 'none', ...parameters },
    })),
    litellm_settings: { num_retries: 0, request_timeout: 120, drop_params: false, telemetry: false },
    router_settings: {
      num_retries: 0,
      disable_cooldowns: true,
      optional_pre_call_checks: ['enforce_model_rate_limits'],
    },
    // Without a key of its own, and a long one, it refuses to start.
    general_settings: {
      master_key: key,
      custom_auth: auth,
      dangerously_permit_weak_or_unset_master_key: true,
    },
  };
}

/** Undefined once the proxy answers, else why it was given up; the certificate must be trusted already. */
async function whenAlive(url: string): Promise<string | undefined> {
  let last = '';
  for (const from = performance.now(); performance.now() - from < readyMs;) {
    try {
      const response = await fetch(`${url}/health/liveliness`, { signal: AbortSignal.timeout(5000) });
      await response.body?.cancel();
      if (response.ok) return undefined;
      last = `status ${response.status}`;
    } catch (error) {
      last = String(error instanceof Error ? (error.cause ?? error) : error);
    }
    await sleep(300);
  }
  return `it did not answer within ${readyMs / 1000} s: ${last}`;
}
