import { capabilitiesOf } from './capabilities.ts';

/** The header a key goes into: Azure's own name there, `Authorization: Bearer` everywhere else; none without a key. */
export function keyHeaders(endpoint: string, key: string | undefined): Readonly<Record<string, string>> {
  if (key === undefined) return {};
  const { keyHeader } = capabilitiesOf(endpoint);
  return keyHeader === undefined ? { authorization: `Bearer ${key}` } : { [keyHeader]: key };
}
