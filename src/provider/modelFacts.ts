/** US dollars per million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
}

/** What is known of one model. What is absent is unknown, never nought. */
export interface ModelFacts {
  readonly id: string;
  /** Tokens of question and answer together. */
  readonly contextWindow?: number;
  /** Tokens of the longest answer. */
  readonly maxOutput?: number;
  readonly price?: ModelPrice;
  /** It thinks before it answers. */
  readonly reasoning?: boolean;
  /** Its answer can be held to a JSON schema. */
  readonly jsonSchema?: boolean;
  /** The day its maker ends it, `YYYY-MM-DD`. */
  readonly shutsDownOn?: string;
  /** False for a model that makes something other than text: embeddings, speech, images. */
  readonly writesText?: boolean;
}
