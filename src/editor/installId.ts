import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';
import * as z from 'zod/mini';

const stateKey = 'opencrates.installId';
const schema = z.uuid();

/** The random id of this installation: made at the first call, kept, and nothing a person could be found by. */
export function installId(state: Pick<vscode.Memento, 'get' | 'update'>): string {
  const kept = schema.safeParse(state.get<unknown>(stateKey));
  if (kept.success) return kept.data;
  const fresh = randomUUID();
  void state.update(stateKey, fresh);
  return fresh;
}
