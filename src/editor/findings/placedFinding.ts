import type * as vscode from 'vscode';
import type { Finding } from '../../findings/finding.ts';

/** A finding with the place its quote stands at now. */
export interface PlacedFinding {
  readonly id: string;
  readonly uri: vscode.Uri;
  readonly finding: Finding;
  readonly range: vscode.Range;
}

/** A finding whose quote is not in the file, or is there more than once. */
export interface UnplacedFinding {
  readonly uri: vscode.Uri;
  readonly finding: Finding;
  readonly reason: 'absent' | 'ambiguous';
}
