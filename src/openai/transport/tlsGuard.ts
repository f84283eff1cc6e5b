import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ProviderError } from '../../provider/errors.ts';
import type { TlsVersion } from '../../provider/transportConfig.ts';
import { letGo } from '../letGo.ts';
import type { AddressFetch } from './addressFetch.ts';
import { transportFault } from './transportFault.ts';

/** One request of ours on its way, and what its connection showed. */
interface Call {
  readonly origin: string;
  readonly minimum: TlsVersion;
  isProved: boolean;
  refusal?: ProviderError;
}

/** What is used of a socket; `getProtocol` is that of `tls.TLSSocket`. */
interface Wire {
  readonly destroy: (error: Error) => unknown;
  readonly getProtocol?: () => unknown;
}

const createdChannel = 'undici:request:create';
const sendingChannel = 'undici:client:sendHeaders';
const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/**
 * Holds a `fetch` over undici, whose sockets cannot be configured, to a least version of TLS by host.
 *
 * undici tells the whole process of each request before its first byte is written, with the socket it goes out on
 * (nodejs.org, undici, "Diagnostics Channel Support"): a socket that is too old is destroyed there, be it new or from
 * the pool. Only requests made inside a call of ours count, so those of others are left alone, even to the same host.
 * A reply whose request was never seen proves nothing and is refused, unless 1.2 is enough, which is Node's own least.
 */
export function createTlsGuard(
  fetch: AddressFetch,
  minimumOf: (address: string) => TlsVersion,
): AddressFetch {
  const calls = new AsyncLocalStorage<Call>();
  const ours = new WeakMap<object, Call>();
  let running = 0;

  const onCreated = (message: unknown): void => {
    const call = calls.getStore();
    if (call === undefined) return;
    const request = requestIn(message);
    // A tunnel's own request, CONNECT, goes to the proxy: its hop is not ours to judge.
    if (request?.origin === call.origin && request.method !== 'CONNECT') ours.set(request.itself, call);
  };
  const onSending = (message: unknown): void => {
    const request = requestIn(message);
    const call = request === undefined ? undefined : ours.get(request.itself);
    const socket = call === undefined ? undefined : socketIn(message);
    if (call === undefined || socket === undefined) return;
    const version = versionOf(socket);
    if (version !== undefined && isEnough(version, call.minimum)) call.isProved = true;
    else call.refusal = refuse(socket, version, call);
  };
  // Thrown from a subscriber, an error would end the process; without a verdict the reply is refused.
  const quietOnCreated = (message: unknown): void => quietly(() => onCreated(message));
  const quietOnSending = (message: unknown): void => quietly(() => onSending(message));

  const listen = (): void => {
    running += 1;
    if (running > 1) return;
    subscribe(createdChannel, quietOnCreated);
    subscribe(sendingChannel, quietOnSending);
  };
  const stopListening = (): void => {
    running -= 1;
    if (running > 0) return;
    unsubscribe(createdChannel, quietOnCreated);
    unsubscribe(sendingChannel, quietOnSending);
  };

  return async (address, init) => {
    const { origin, protocol } = new URL(address);
    if (protocol !== 'https:') return fetch(address, init);
    const call: Call = { origin, minimum: minimumOf(address), isProved: false };
    listen();
    try {
      const response = await calls.run(call, () => fetch(address, init));
      if (call.isProved || call.minimum === '1.2') return response;
      void letGo(response.body);
      throw transportFault('tlsUnproved', 'the reply came on a way that shows no TLS version');
    } catch (error) {
      throw call.refusal ?? error;
    } finally {
      stopListening();
    }
  };
}

function refuse(socket: Wire, version: string | undefined, { minimum }: Call): ProviderError {
  const refusal = transportFault('tlsTooOld', `${version ?? 'no TLS'} where ${minimum} is the least`);
  // With an error that undici does not take for a lost connection: it would send the request again on a new one.
  socket.destroy(refusal);
  return refusal;
}

function isEnough(version: string, minimum: TlsVersion): boolean {
  return versions.indexOf(version) >= versions.indexOf(`TLSv${minimum}`);
}

/** The version a TLS socket agreed on; undefined for any other socket. */
function versionOf(socket: Wire): string | undefined {
  const version = socket.getProtocol?.();
  return typeof version === 'string' ? version : undefined;
}

function requestIn(
  message: unknown,
): { readonly itself: object; readonly origin: string; readonly method: unknown } | undefined {
  if (typeof message !== 'object' || message === null || !('request' in message)) return undefined;
  const { request } = message;
  if (typeof request !== 'object' || request === null) return undefined;
  const origin = 'origin' in request ? String(request.origin) : '';
  return { itself: request, origin, method: 'method' in request ? request.method : undefined };
}

function socketIn(message: unknown): Wire | undefined {
  if (typeof message !== 'object' || message === null || !('socket' in message)) return undefined;
  return isWire(message.socket) ? message.socket : undefined;
}

function isWire(socket: unknown): socket is Wire {
  return (
    typeof socket === 'object' &&
    socket !== null &&
    'destroy' in socket &&
    typeof socket.destroy === 'function'
  );
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // See where it is used.
  }
}
