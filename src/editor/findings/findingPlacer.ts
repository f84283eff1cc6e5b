import * as vscode from 'vscode';
import { anchorQuote } from '../../findings/anchor.ts';
import type { Finding } from '../../findings/finding.ts';
import { symbolRange } from '../../findings/symbolRange.ts';
import type { LineRange } from '../../syntax/lineRange.ts';
import type { Services } from '../services.ts';
import { afterRename, isIn } from '../afterRename.ts';
import { textOf, type Snapshot } from '../snapshot.ts';
import { toRange } from './findingDiagnostic.ts';

/** How many findings have a place in the file, and how many have none. */
export interface PlacedCount {
  readonly placed: number;
  readonly notPlaced: number;
}

/** Gives the findings of one analysis their places; follows its file until it is disposed. */
export interface FindingPlacer extends Disposable {
  keep(found: readonly Finding[]): void;
  count(): PlacedCount;
}

/** Anchors findings in the document as it is now; the named symbol, else the analysed lines, settle a quote that repeats. */
export async function createPlacer(
  { findings, syntax }: Services,
  { uri, text, languageId }: Snapshot,
  lines: LineRange | undefined,
): Promise<FindingPlacer> {
  using tree = await (await syntax()).parse(languageId, text);
  const units = tree?.units() ?? [];
  const count = { placed: 0, notPlaced: 0 };
  let file: vscode.Uri | undefined = uri;
  const following = vscode.Disposable.from(
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const renamed of files) file = file && afterRename(file, renamed);
    }),
    vscode.workspace.onDidDeleteFiles(({ files }) => {
      if (files.some((gone) => file !== undefined && isIn(file, gone))) file = undefined;
    }),
  );

  function place(finding: Finding): void {
    // A finding about a file that is gone has nowhere to be.
    if (file === undefined) return;
    const at = file.toString();
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === at);
    const now = document === undefined ? text : textOf(document);
    // Line numbers of the text that was sent say nothing about one that was edited since.
    const inside = now === text ? (symbolRange(units, finding.symbol ?? '') ?? lines) : undefined;
    const anchor = anchorQuote(now, finding.quote, inside);
    if (anchor.kind === 'placed') {
      count.placed += 1;
      findings.place(file, finding, toRange.vscode(anchor));
    } else {
      count.notPlaced += 1;
      findings.keepUnplaced({ uri: file, finding, reason: anchor.reason });
    }
  }

  return {
    keep: (found) => found.forEach(place),
    count: () => ({ ...count }),
    [Symbol.dispose]: () => following.dispose(),
  };
}
