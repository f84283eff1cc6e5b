import * as vscode from 'vscode';
import { anchorQuote } from '../../findings/anchor.ts';
import type { Finding } from '../../findings/finding.ts';
import { symbolRange } from '../../findings/symbolRange.ts';
import type { LineRange } from '../../syntax/lineRange.ts';
import type { Services } from '../services.ts';
import { documentAt, textOf, type Snapshot } from '../snapshot.ts';
import { toRange } from './findingDiagnostic.ts';

/** How many findings have a place in the file, and how many have none. */
export interface PlacedCount {
  readonly placed: number;
  readonly notPlaced: number;
}

/** Gives the findings of one analysis their places. The first one takes the place of what was found before. */
export interface FindingPlacer {
  keep(found: readonly Finding[]): Promise<void>;
  /** Forgets what was found before although nothing may be found now. */
  replaceEarlier(): void;
  count(): PlacedCount;
}

/** Anchors findings in the document as it is now, at `file`; the named symbol, else the analysed lines, settle a quote that repeats. */
export async function createPlacer(
  { findings, syntax }: Services,
  { text, languageId }: Snapshot,
  lines: LineRange | undefined,
  file: () => vscode.Uri,
): Promise<FindingPlacer> {
  using tree = await (await syntax()).parse(languageId, text);
  const units = tree?.units() ?? [];
  const count = { placed: 0, notPlaced: 0 };
  let isFirst = true;

  function replaceEarlier(): void {
    if (isFirst) findings.forget(file(), lines);
    isFirst = false;
  }

  function place(finding: Finding, uri: vscode.Uri, now: string): void {
    replaceEarlier();
    // Line numbers of the text that was sent say nothing about one that was edited since.
    const inside = now === text ? (symbolRange(units, finding.symbol ?? '') ?? lines) : undefined;
    const anchor = anchorQuote(now, finding.quote, inside);
    if (anchor.kind === 'placed') {
      count.placed += 1;
      findings.place(uri, finding, toRange.vscode(anchor));
    } else {
      count.notPlaced += 1;
      findings.keepUnplaced({ uri, finding, reason: anchor.reason });
    }
  }

  return {
    async keep(found) {
      if (found.length === 0) return;
      const uri = file();
      const now = await textAt(uri);
      for (const finding of found) place(finding, uri, now ?? text);
    },
    replaceEarlier,
    count: () => ({ ...count }),
  };
}

/** The text of a document as it is by now: one that was closed without being saved is again what its file says. */
async function textAt(uri: vscode.Uri): Promise<string | undefined> {
  const open = documentAt(uri);
  if (open !== undefined) return textOf(open);
  try {
    // An untitled document that was closed is gone, and must not come back.
    return uri.scheme === 'untitled' ? undefined : textOf(await vscode.workspace.openTextDocument(uri));
  } catch {
    return undefined;
  }
}
