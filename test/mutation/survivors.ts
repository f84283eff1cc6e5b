/** Why mutants of one line may live: they change nothing that can be seen, or nothing that is promised. */
export interface Reason {
  readonly file: string;
  /** The line as it stands in the file, without the blanks around it. */
  readonly line: string;
  /** What stands in its place; absent: whatever does. */
  readonly replacement?: string;
  readonly why: string;
}

/** Every mutant that lives, with its reason; the run fails for one that is not here. */
export const survivors: readonly Reason[] = [];
