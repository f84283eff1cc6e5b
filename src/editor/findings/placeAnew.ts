import * as vscode from 'vscode';
import { anchorQuote } from '../../findings/anchor.ts';
import { textOf } from '../snapshot.ts';
import { toRange } from './findingDiagnostic.ts';
import type { PlacedFinding } from './placedFinding.ts';

/** The findings that stand in the file as it is on disk, where they stand there; all as they are when it cannot be read. */
export async function placeAnew(
  uri: vscode.Uri,
  placed: () => readonly PlacedFinding[],
): Promise<readonly PlacedFinding[]> {
  try {
    const text = textOf(await vscode.workspace.openTextDocument(uri));
    return placed().flatMap((one) => {
      const anchor = anchorQuote(text, one.finding.quote);
      return anchor.kind === 'placed' ? [{ ...one, range: toRange.vscode(anchor) }] : [];
    });
  } catch {
    return placed();
  }
}
