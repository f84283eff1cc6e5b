/** Headers of one request. Those that were configured may replace ours. */
export function requestHeaders(call: {
  /** The header that carries the key; empty without one. */
  readonly credential: Readonly<Record<string, string>>;
  readonly correlationId: string;
  readonly configured: Readonly<Record<string, string>>;
}): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {
    accept: 'text/event-stream, application/json',
    'content-type': 'application/json',
    'user-agent': 'OpenCrates',
    'x-client-request-id': call.correlationId.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 128),
  };
  Object.assign(headers, call.credential);
  for (const [name, value] of Object.entries(call.configured)) headers[name.toLowerCase()] = value;
  return headers;
}
