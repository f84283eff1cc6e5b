import { spawn } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { isProviderError } from '../../src/provider/errors.ts';
import type { LLMProvider } from '../../src/provider/provider.ts';
import { collectGarbage } from '../support/collectGarbage.ts';
import { createCore, request } from '../bench/core/createCore.ts';
import { allowedEnds, answerOf, createScripts } from './script.ts';
import type { Script } from './script.ts';

/** What became of all requests, and what they left behind. */
export interface ChaosOutcome {
  readonly requests: number;
  /** How many ended how. */
  readonly ends: Readonly<Record<string, number>>;
  /** How often a breaker opened, which was then closed by hand. */
  readonly circuits: number;
  /** One line for each request that ended as it must not. */
  readonly wrong: readonly string[];
  /** What was there before the first request that counts, and some seconds after the last. */
  readonly before: Residue;
  readonly after: Residue;
  readonly seconds: number;
}

/** What requests could leave in the process. */
export interface Residue {
  readonly heapMB: number;
  readonly sockets: number;
  readonly timers: number;
  /** Listeners on the one signal that all requests share. */
  readonly listeners: number;
}

/** How much chaos. */
export interface Chaos {
  readonly requests: number;
  readonly users: number;
  readonly seed: number;
}

/** Short enough for thousands of stalls, long enough for a busy computer. */
const stallSeconds = 2;
/** Faults a request may meet before anything was shown: as many as the core tries again by itself. */
const mostSafeFaults = 2;
const warmUp = 300;
const idleMs = 6000;

/** Sends every request, `users` at a time, and looks at what came of each. */
export async function runChaos(chaos: Chaos): Promise<ChaosOutcome> {
  const server = spawn(process.execPath, [path.join(import.meta.dirname, 'server.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(readline.createInterface({ input: server.stdout }), 'line')) as [string];
    const { port } = JSON.parse(line) as { readonly port: number };
    const url = `http://127.0.0.1:${port}`;
    return await against(url, chaos);
  } finally {
    server.stdin.end();
    await once(server, 'exit');
  }
}

async function against(url: string, chaos: Chaos): Promise<ChaosOutcome> {
  const { provider, resilience } = createCore(`${url}/v1`, {
    users: chaos.users,
    timeouts: {
      headersMs: stallSeconds * 1000,
      firstTokenMs: stallSeconds * 1000,
      idleMs: stallSeconds * 1000,
      totalMs: 60_000,
    },
  });
  const shared = new AbortController();
  const ends: Record<string, number> = {};
  const wrong: string[] = [];
  let circuits = 0;
  // Five failures in a row happen among so many; a person would then let it try at once.
  resilience.breakers.onChange((id) => {
    if (resilience.breakers.circuit(id).state !== 'open') return;
    circuits += 1;
    resilience.reset();
  });
  const send = async (script: Script): Promise<void> => {
    const told = await converse(provider, script, shared.signal);
    ends[told.end] = (ends[told.end] ?? 0) + 1;
    const fault = faultOf(script, told);
    if (fault !== undefined) wrong.push(`request ${script.id}, ${script.meetings.join(' → ')}: ${fault}`);
  };
  const warm = createScripts(warmUp, chaos.seed + 1, mostSafeFaults);
  await allOf(
    warm.map((script) => ({ ...script, id: script.id + chaos.requests })),
    chaos.users,
    send,
  );
  await sleep(idleMs);
  for (const end of Object.keys(ends)) delete ends[end];
  wrong.length = 0;
  circuits = 0;
  const before = residue(shared.signal);
  const from = performance.now();
  const scripts = createScripts(chaos.requests, chaos.seed, mostSafeFaults);
  await allOf(scripts, chaos.users, send);
  const seconds = (performance.now() - from) / 1000;
  wrong.push(...(await attemptFaults(url, scripts)));
  await sleep(idleMs);
  return { requests: chaos.requests, ends, wrong, circuits, before, after: residue(shared.signal), seconds };
}

interface Told {
  readonly text: string;
  readonly end: string;
  readonly dones: number;
}

async function converse(core: LLMProvider, script: Script, shared: AbortSignal): Promise<Told> {
  const cancelling = new AbortController();
  const timer =
    script.cancelAfterMs === undefined
      ? undefined
      : setTimeout(() => cancelling.abort(), script.cancelAfterMs);
  const { id, meetings } = script;
  let text = '';
  let dones = 0;
  try {
    const events = core.stream(
      { ...request, prompt: JSON.stringify({ id, meetings }) },
      {
        signal: timer === undefined ? shared : cancelling.signal,
        priority: id % 3 === 0 ? 'background' : 'interactive',
        cache: 'off',
        correlationId: `chaos-${id}`,
      },
    );
    for await (const event of events) {
      if (event.type === 'text') text += event.text;
      if (event.type === 'done') dones += 1;
    }
    return { text, dones, end: dones === 1 ? 'whole' : `ended with ${dones} last events` };
  } catch (error) {
    return { text, dones, end: isProviderError(error) ? error.kind : `not classified: ${String(error)}` };
  } finally {
    clearTimeout(timer);
  }
}

/** What is wrong with an end; undefined when nothing is. */
function faultOf(script: Script, { text, end, dones }: Told): string | undefined {
  const allowed: readonly string[] = allowedEnds(script);
  if (!allowed.includes(end)) return `ended as ${end}, not as ${allowed.join(' or ')}`;
  const whole = answerOf(script.id);
  if (end === 'whole') return text === whole ? undefined : `its answer was ${JSON.stringify(text)}`;
  if (dones > 0) return `failed as ${end} after its last event`;
  return whole.startsWith(text) ? undefined : `what it showed was ${JSON.stringify(text)}`;
}

/** Requests that were sent more or less often than their script has attempts. */
async function attemptFaults(url: string, scripts: readonly Script[]): Promise<readonly string[]> {
  const attempts = (await (await fetch(`${url}/attempts`)).json()) as Readonly<Record<number, number>>;
  return scripts.flatMap(({ id, meetings, cancelAfterMs }) => {
    const sent = attempts[id] ?? 0;
    const isRight = cancelAfterMs === undefined ? sent === meetings.length : sent <= meetings.length;
    return isRight ? [] : [`request ${id}, ${meetings.join(' → ')}: sent ${sent} times`];
  });
}

async function allOf(
  scripts: readonly Script[],
  users: number,
  send: (script: Script) => Promise<void>,
): Promise<void> {
  const queue = scripts.values();
  const user = async (): Promise<void> => {
    for (const script of queue) await send(script);
  };
  await Promise.all(Array.from({ length: users }, user));
}

function residue(shared: AbortSignal): Residue {
  collectGarbage();
  const resources = process.getActiveResourcesInfo();
  return {
    heapMB: process.memoryUsage().heapUsed / 1024 / 1024,
    sockets: resources.filter((resource) => resource.startsWith('TCP')).length,
    timers: resources.filter((resource) => resource === 'Timeout').length,
    listeners: getEventListeners(shared, 'abort').length,
  };
}
