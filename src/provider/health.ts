import type { ProviderErrorKind } from './errors.ts';

/** What a handshake showed of the server's end. */
export interface TlsFacts {
  /** As OpenSSL names it: `TLSv1.3`. */
  readonly version: string;
  /** Who signed the certificate; '' when it does not say. */
  readonly issuer: string;
  /** Milliseconds since 1970; NaN when the certificate does not say. */
  readonly validUntil: number;
}

/** What a step found: plain data without secrets. */
export type HealthFact =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  /** The proxy looks the name up. */
  | { readonly kind: 'byProxy' }
  | { readonly kind: 'direct' }
  /** Without a host: one that only the editor knows of. */
  | { readonly kind: 'proxy'; readonly host?: string }
  /** Plain http. */
  | { readonly kind: 'plain' }
  | ({ readonly kind: 'tls' } & TlsFacts)
  /** Encrypted, but what is between here and the server does not let us look. */
  | { readonly kind: 'tlsUnseen' }
  | { readonly kind: 'answers'; readonly host: string }
  /** Without an ending: a key too short to give any of it away. */
  | { readonly kind: 'key'; readonly ending?: string }
  | { readonly kind: 'keyless' }
  /** Without `isListed`: the server has no list. */
  | { readonly kind: 'model'; readonly model: string; readonly isListed?: boolean }
  | { readonly kind: 'token' };

/** The steps in the order in which a connection is made. */
export const healthStepNames = ['name', 'proxy', 'tls', 'endpoint', 'key', 'model', 'stream'] as const;

export type HealthStepName = (typeof healthStepNames)[number];

interface Step {
  readonly name: HealthStepName;
  readonly milliseconds: number;
}

export interface PassedStep extends Step {
  readonly ok: true;
  readonly fact: HealthFact;
}

export interface FailedStep extends Step {
  readonly ok: false;
  readonly failure: ProviderErrorKind;
  /** A plain fact for the log, without secrets. */
  readonly detail: string;
  /** What the transport itself refused, by its name there. */
  readonly fault?: string;
  /** What was seen all the same, such as a certificate that is not trusted. */
  readonly fact?: HealthFact;
}

/** One step of a health check. A step that was not taken is not in the report. */
export type HealthStep = PassedStep | FailedStep;

export interface HealthReport {
  readonly ok: boolean;
  readonly steps: readonly HealthStep[];
}
