/** What a long preparation says while it runs: bytes done of a step (no total: its work is not counted in bytes), or a sentence. */
export type StepEvent =
  | {
      readonly kind: 'bytes';
      readonly step: string;
      readonly done: number;
      readonly total: number | undefined;
    }
  | { readonly kind: 'note'; readonly text: string };

/** Receives step events; must not throw. */
export type Report = (event: StepEvent) => void;
