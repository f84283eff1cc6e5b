import type { TableChanges } from './answerTable.ts';
import type { CachedAnswer } from './cachedAnswer.ts';

/** Answers that may wait to be written; beyond them the oldest are let go. */
const mostWaiting = 100;

/** What waits to be written to the store, at most one thing for each key. */
export class PendingChanges implements TableChanges {
  readonly put = new Map<string, CachedAnswer>();
  readonly used = new Set<string>();
  readonly dropped = new Set<string>();

  get isEmpty(): boolean {
    return this.put.size + this.used.size + this.dropped.size === 0;
  }

  keep(key: string, answer: CachedAnswer): void {
    this.put.delete(key);
    this.put.set(key, answer);
    for (const oldest of this.put.keys()) {
      if (this.put.size <= mostWaiting) break;
      this.put.delete(oldest);
    }
  }

  use(key: string): void {
    this.used.add(key);
  }

  drop(key: string): void {
    this.dropped.add(key);
  }

  clear(): void {
    this.put.clear();
    this.used.clear();
    this.dropped.clear();
  }
}
