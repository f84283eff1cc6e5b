import type * as vscode from 'vscode';
import type { Choice } from '../../edits/choice.ts';
import type { Asked } from '../../edits/unasked.ts';
import type { Truncation } from '../../provider/errors.ts';
import type { CallOptions } from '../../provider/provider.ts';
import type { FailureButton } from '../failureButton.ts';
import type { RequestScope } from '../requests.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Exchange } from './exchange.ts';
import type { Preview } from './preview.ts';

/** What an answer lacks: the rest of one that broke off, or all of one that left code out. */
export interface More {
  readonly lacks: 'rest' | 'parts';
  readonly work: ProposalSpec['work'];
}

/** Something is wrong with the answer: `text` is what Show Anyway shows, `answer` what Show Answer shows. */
export interface ProposalProblem {
  readonly kind: 'problem';
  readonly message: string;
  readonly text?: string;
  readonly answer?: string;
  /** Asks for what the answer lacks; where it fails, the answer stays as it was. */
  readonly more?: More;
  /** What ended the answer early, where that has next steps of its own. */
  readonly truncation?: Truncation;
  readonly exchange?: Exchange;
}

/** What an answer became, in the words the person reads. */
export type ProposalOutcome =
  /** A whole new text of the file, ready to accept. `note` passes by in the status bar, `warning` waits to be read. */
  | {
      readonly kind: 'ready';
      readonly text: string;
      /** True when the text was found to take nothing away unasked, so that it need not be parsed for that again. */
      readonly isAsAsked?: boolean;
      readonly note?: string;
      readonly warning?: string;
      /** The ways on that the warning offers. */
      readonly buttons?: readonly FailureButton[];
      readonly exchange?: Exchange;
    }
  | ProposalProblem
  /** There is nothing to decide; said, and the diff goes away. */
  | {
      readonly kind: 'nothing';
      readonly message: string;
      readonly isFromCache?: boolean;
      readonly exchange?: Exchange;
    };

/** One change to propose: where it goes, and the work that makes it. */
export interface ProposalSpec {
  /** The status bar's word while it works. */
  readonly label: string;
  /** True when no real model answers; the diff's title says so. */
  readonly simulated: boolean;
  /** What was asked for, as the list of proposals says it. */
  readonly instruction: string;
  readonly snapshot: Snapshot;
  /** What was asked for; undefined for a verb whose answer cannot take code away. */
  readonly asked?: Asked;
  /** The first line that may change; shown when the diff opens. */
  readonly firstLine: number;
  /** `preview` takes a function, so that a text is made only when it is shown. */
  readonly work: (scope: RequestScope, preview: Preview) => Promise<ProposalOutcome>;
  /** Asks again for the same change, on the document as it is now; `refresh` where another answer is wanted. */
  readonly again: (target: vscode.Uri, cache: CallOptions['cache']) => Promise<ProposalResult>;
  /** Tells a failure without waiting for the person, and gives the words it told. `retry` asks again. */
  readonly onFailure: (error: unknown, retry: () => void) => Promise<string | undefined>;
}

/** Where a proposal stands. Only `ready` may be accepted. */
export type ProposalState =
  | { readonly kind: 'streaming' }
  | { readonly kind: 'ready' }
  /** Being written into the file; nothing else may happen to it meanwhile. */
  | { readonly kind: 'accepting' }
  | { readonly kind: 'problem'; readonly problem: ProposalProblem }
  | { readonly kind: 'closed' };

/** What a verb's command resolves to. */
export type ProposalResult = 'ready' | 'problem' | 'nothing' | 'failed' | 'cancelled';

/** One thing a proposal does that nobody asked for, as it is listed: the name, and what becomes of it. */
export interface ConsentItem {
  readonly label: string;
  readonly description: string;
}

/** A proposal on screen. */
export interface Proposal {
  readonly uri: vscode.Uri;
  /** Replaced when the proposal is refined. */
  spec: ProposalSpec;
  /** The document it is for; follows renames. */
  target: vscode.Uri;
  /** The document on the left of the diff; undefined before the diff is open. */
  shownTarget?: vscode.Uri;
  state: ProposalState;
  /** True once the editor had the text that was put last: from then on it is the editor that tells how it stands. */
  isShown: boolean;
  /** In milliseconds since 1970. */
  readonly askedAt: number;
  /** Which changes are in; made when a person first chooses among them. */
  choice?: Choice | undefined;
  /** The text that was made ready, before anything was dropped or edited by hand. */
  suggested?: string | undefined;
  /** The last that was said about it; undefined before an answer came. */
  exchange?: Exchange | undefined;
  /** Puts the proposal back that a follow-up is asked about; undefined for a first answer. */
  takeBack?: (() => Promise<void>) | undefined;
  /** Settles when the diff is open; rejects when VS Code could not open it. */
  opening: Promise<void>;
  cancel: () => void;
  /** What the text, when it became ready, did that nobody had asked for. */
  unasked: readonly ConsentItem[];
  /** What the person must know before Accept, a sentence each. */
  cautions: readonly string[];
  /** The words that pass by in the status bar; gone with the proposal. */
  note?: vscode.Disposable;
}
