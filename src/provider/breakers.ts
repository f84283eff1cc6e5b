import type { Clock } from './clock.ts';
import { ProviderError } from './errors.ts';

/** What fails together: a model at an endpoint. */
export interface CircuitId {
  /** The base URL. */
  readonly endpoint: string;
  readonly model: string;
}

/** A circuit as it can be seen. `closed` lets every attempt pass, `open` none, `halfOpen` one at a time. */
export type Circuit =
  | { readonly state: 'closed'; readonly failures: number }
  | { readonly state: 'open'; readonly retryInMs: number }
  | { readonly state: 'halfOpen'; readonly isProbing: boolean };

/** How an attempt ended, as far as the health of the server goes; `neutral` tells nothing. */
export type AttemptOutcome = 'success' | 'failure' | 'neutral';

/** When a circuit opens, and for how long. */
export interface BreakerPolicy {
  /** Failures in a row that open it. */
  readonly failures: number;
  readonly openMs: number;
  /** What those are told who come while the one attempt of a half-open circuit runs. */
  readonly probeRetryMs: number;
}

export const defaultBreakerPolicy: BreakerPolicy = { failures: 5, openMs: 30_000, probeRetryMs: 1000 };

/** The circuits of all models and endpoints that were asked. */
export interface Breakers {
  /** Lets an attempt pass and takes its outcome, once; throws `circuitOpen` with when to come again. */
  enter(id: CircuitId): (outcome: AttemptOutcome) => void;
  circuit(id: CircuitId): Circuit;
  /** Every circuit that was ever entered, in that order. */
  circuits(): readonly (CircuitId & { readonly circuit: Circuit })[];
  /** Closes every circuit; attempts that run have no say any more. */
  reset(): void;
  /** Tells of each circuit that comes into another state; the returned function ends that. */
  onChange(listener: (id: CircuitId) => void): () => void;
}

type State =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly until: number }
  | { readonly kind: 'halfOpen'; readonly isProbing: boolean };

interface Entry {
  readonly id: CircuitId;
  readonly state: State;
  /** Grows with each change of state: what began in an earlier one tells nothing about this one. */
  readonly epoch: number;
}

const closed: State = { kind: 'closed', failures: 0 };

/**
 * Circuits that begin closed. Own code rather than cockatiel 4: there the callers of a half-open circuit wait for the
 * probe instead of failing at once, nothing closes a circuit by hand, and time is the wall clock, which jumps.
 */
export function createBreakers(clock: Clock, policy: BreakerPolicy = defaultBreakerPolicy): Breakers {
  const entries = new Map<string, Entry>();
  const listeners = new Set<(id: CircuitId) => void>();

  const entryOf = (id: CircuitId): Entry => entries.get(keyOf(id)) ?? { id, state: closed, epoch: 0 };
  const change = ({ id, state: before, epoch }: Entry, state: State): void => {
    const isAnother = before.kind !== state.kind;
    entries.set(keyOf(id), { id, state, epoch: isAnother ? epoch + 1 : epoch });
    if (isAnother) for (const listener of listeners) listener(id);
  };
  const open = (entry: Entry): void => change(entry, { kind: 'open', until: clock.now() + policy.openMs });

  /** Takes an outcome of a closed circuit. */
  const count = (entry: Entry, failures: number, outcome: AttemptOutcome): void => {
    if (outcome === 'success') change(entry, closed);
    else if (outcome === 'neutral') return;
    else if (failures + 1 >= policy.failures) open(entry);
    else change(entry, { kind: 'closed', failures: failures + 1 });
  };
  /** Takes the outcome of the one attempt of a half-open circuit. */
  const judge = (entry: Entry, outcome: AttemptOutcome): void => {
    if (outcome === 'success') change(entry, closed);
    else if (outcome === 'failure') open(entry);
    else change(entry, { kind: 'halfOpen', isProbing: false });
  };
  return {
    enter(id) {
      const state = visible(entryOf(id).state, clock.now());
      if (state.kind === 'open') throw circuitOpen(state.until - clock.now());
      if (state.kind === 'halfOpen' && state.isProbing) throw circuitOpen(policy.probeRetryMs);
      change(entryOf(id), state.kind === 'closed' ? state : { kind: 'halfOpen', isProbing: true });
      const { epoch } = entryOf(id);
      return (outcome) => {
        const entry = entryOf(id);
        if (entry.epoch !== epoch) return;
        if (entry.state.kind === 'closed') count(entry, entry.state.failures, outcome);
        else judge(entry, outcome);
      };
    },
    circuit: (id) => circuitOf(visible(entryOf(id).state, clock.now()), clock.now()),
    circuits: () =>
      [...entries.values()].map(({ id, state }) => ({
        ...id,
        circuit: circuitOf(visible(state, clock.now()), clock.now()),
      })),
    reset() {
      for (const [key, { id, state, epoch }] of entries) {
        entries.set(key, { id, state: closed, epoch: epoch + 1 });
        if (state.kind !== 'closed') for (const listener of listeners) listener(id);
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** An open circuit whose time is over is half-open, without a timer. */
function visible(state: State, now: number): State {
  return state.kind === 'open' && now >= state.until ? { kind: 'halfOpen', isProbing: false } : state;
}

function circuitOf(state: State, now: number): Circuit {
  if (state.kind === 'open') return { state: 'open', retryInMs: state.until - now };
  if (state.kind === 'closed') return { state: 'closed', failures: state.failures };
  return { state: 'halfOpen', isProbing: state.isProbing };
}

function keyOf({ endpoint, model }: CircuitId): string {
  return `${endpoint} ${model}`;
}

function circuitOpen(retryAfterMs: number): ProviderError {
  return new ProviderError({ kind: 'circuitOpen', detail: 'the circuit is open', retryAfterMs });
}
