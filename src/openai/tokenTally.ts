import { estimateTokens } from '../provider/estimateTokens.ts';

/** Counts the tokens of a text that arrives in pieces, without keeping it. */
export interface TokenTally {
  /** UTF-16 units so far. */
  readonly length: number;
  add(piece: string): void;
  /** Tokens so far, estimated. */
  tokens(): number;
}

/** Pieces are counted together, because words are cut between them, and then let go. */
const keptLength = 64 * 1024;

export function createTokenTally(): TokenTally {
  let pending = '';
  let counted = 0;
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(piece) {
      length += piece.length;
      pending += piece;
      if (pending.length < keptLength) return;
      counted += estimateTokens(pending);
      pending = '';
    },
    tokens: () => counted + estimateTokens(pending),
  };
}
