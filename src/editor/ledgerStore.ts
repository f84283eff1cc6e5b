import type * as vscode from 'vscode';
import type { LedgerStore } from '../ledger/ledger.ts';

const ledgerKey = 'opencrates.ledger';

/** Keeps the ledger's days in the editor's memory, on this computer only. */
export function createLedgerStore(memory: vscode.Memento): LedgerStore {
  return {
    get: () => memory.get<unknown>(ledgerKey),
    set: (value) => memory.update(ledgerKey, value),
  };
}
