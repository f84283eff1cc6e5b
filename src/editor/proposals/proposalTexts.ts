import type * as vscode from 'vscode';

/** A file of a proposal as it is in memory. */
export interface ProposalFile {
  readonly text: string;
  readonly mtime: number;
  readonly writable: boolean;
}

/** The files that proposals are shown from. */
export interface ProposalTexts {
  readonly get: (uri: vscode.Uri) => ProposalFile | undefined;
  /** Replaces a file; what was offered for it stays. */
  readonly write: (uri: vscode.Uri, text: string, writable: boolean) => void;
  /** Keeps the way to a newer text, made when the file is read. */
  readonly offer: (uri: vscode.Uri, make: () => string) => void;
  /** Nothing newer is to come than what was written. */
  readonly withdraw: (uri: vscode.Uri) => void;
  /** Makes what was offered last the text of the file. */
  readonly takeOffered: (uri: vscode.Uri) => void;
  readonly delete: (uri: vscode.Uri) => void;
}

export function createProposalTexts(): ProposalTexts {
  const files = new Map<string, ProposalFile>();
  const offered = new Map<string, () => string>();
  return {
    get: (uri) => files.get(uri.toString()),
    write(uri, text, writable) {
      // A strictly growing time makes VS Code read the file again.
      const mtime = Math.max(Date.now(), (files.get(uri.toString())?.mtime ?? 0) + 1);
      files.set(uri.toString(), { text, mtime, writable });
    },
    offer(uri, make) {
      if (files.has(uri.toString())) offered.set(uri.toString(), make);
    },
    withdraw: (uri) => void offered.delete(uri.toString()),
    takeOffered(uri) {
      const make = offered.get(uri.toString());
      const file = files.get(uri.toString());
      offered.delete(uri.toString());
      // The time stays: it is that of the change VS Code was told of and reads now.
      if (make !== undefined && file !== undefined) files.set(uri.toString(), { ...file, text: make() });
    },
    delete(uri) {
      files.delete(uri.toString());
      offered.delete(uri.toString());
    },
  };
}
