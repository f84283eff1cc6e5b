import type { EditTarget } from '../../edits/target.ts';
import type { GenerationRequest, Turn } from '../../provider/provider.ts';
import type { Usage } from '../../provider/usage.ts';

/** A question about code, and the place in the snapshot that its answer is for. */
export interface CodeQuestion {
  readonly target: EditTarget;
  readonly request: GenerationRequest;
  /** What was asked for in a person's words; what they name may disappear. */
  readonly instruction?: string;
  /** For a follow-up, all that was said before it, also what had no room in the request; oldest first. */
  readonly conversation?: readonly Turn[];
}

/** What a model said for a proposal. */
export interface Exchange {
  /** As it came, reasoning and fences included. */
  readonly answer: string;
  /** Absent where the server counted nothing, as when the answer broke off. */
  readonly usage?: Usage;
  /** Absent where there is nothing to follow up, as for comments. */
  readonly question?: CodeQuestion;
}
