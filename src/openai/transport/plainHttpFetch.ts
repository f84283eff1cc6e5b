import { transportRule } from '../../provider/endpoint.ts';
import type { AddressFetch } from './addressFetch.ts';
import { letGo } from '../letGo.ts';
import { transportFault } from './transportFault.ts';

/** What a person allowed to be sent to a private address without encryption. */
export type PlainHttpConsent = 'nothing' | 'code' | 'codeAndKey';

/** Headers we give a request ourselves. Any other may hold a credential: gateways name theirs as they like. */
const ours: ReadonlySet<string> = new Set(['accept', 'content-type', 'user-agent', 'x-client-request-id']);

/** Sends over plain http to a private address only what a person allowed; to anything else as it is. */
export function createPlainHttpFetch(
  fetch: AddressFetch,
  consentTo: (host: string) => PlainHttpConsent,
): AddressFetch {
  return async (address, init) => {
    if (transportRule(address) !== 'confirm') return fetch(address, init);
    const { host } = new URL(address);
    const consent = consentTo(host);
    if (consent === 'nothing') throw transportFault('plainHttp', `plain http to ${host} is not confirmed`);
    if (consent === 'codeAndKey') return fetch(address, init);
    const headers = new Headers(init.headers);
    const heldBack = [...headers.keys()].filter((name) => !ours.has(name));
    for (const name of heldBack) headers.delete(name);
    const response = await fetch(address, { ...init, headers });
    if (heldBack.length === 0 || (response.status !== 401 && response.status !== 403)) return response;
    void letGo(response.body);
    throw transportFault('keyHeldBack', `${host} wants the key, which is not sent over plain http`);
  };
}
