/**
 * What a long preparation says while it runs: bytes done of a step (no total: its work is not counted in bytes), or a
 * sentence. `written` are bytes that programs put on the disk, which are more than came over the network.
 */
export type StepEvent =
  | {
      readonly kind: 'bytes';
      readonly step: string;
      readonly done: number;
      readonly total: number | undefined;
      readonly written?: true;
    }
  | { readonly kind: 'note'; readonly text: string };

/** Receives step events; must not throw. */
export type Report = (event: StepEvent) => void;
