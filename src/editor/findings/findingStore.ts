import * as vscode from 'vscode';
import type { Finding } from '../../findings/finding.ts';
import { moveFinding } from '../../findings/track.ts';
import type { LineRange } from '../../syntax/lineRange.ts';
import { afterRename, isIn } from '../afterRename.ts';
import { contextKeys } from '../identifiers.ts';
import { toDiagnostic, toRange } from './findingDiagnostic.ts';
import type { PlacedFinding, UnplacedFinding } from './placedFinding.ts';

/** The findings of the session, as diagnostics: they move with edits, go when their own lines change, follow renames and end with their file. */
export class FindingStore implements vscode.Disposable {
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('opencrates');
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #placed = new Map<string, readonly PlacedFinding[]>();
  readonly #subscriptions: vscode.Disposable;
  /** Documents that were changed since they were saved. */
  readonly #edited = new Set<string>();
  #unplaced: readonly UnplacedFinding[] = [];
  #count = 0;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      this.#diagnostics,
      this.#changed,
      vscode.workspace.onDidChangeTextDocument((event) => this.#followEdit(event)),
      vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.#forgetIn(uri))),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#edited.delete(uri.toString())),
      vscode.workspace.onDidCloseTextDocument((document) => this.#followClose(document)),
      vscode.workspace.onDidRenameFiles(({ files }) => files.forEach((file) => this.#followRename(file))),
    );
  }

  readonly onDidChange = this.#changed.event;

  place(uri: vscode.Uri, finding: Finding, range: vscode.Range): void {
    this.#count += 1;
    this.#replace(uri, [...this.placedIn(uri), { id: String(this.#count), uri, finding, range }]);
  }

  keepUnplaced(found: UnplacedFinding): void {
    this.#unplaced = [...this.#unplaced, found];
    this.#publish();
  }

  /** Takes away what an earlier analysis of these lines found; everything about the document without lines. */
  forget(uri: vscode.Uri, lines?: LineRange): void {
    // Findings without a place have no lines: any new analysis of the document starts them anew.
    this.#unplaced = this.#unplaced.filter((one) => one.uri.toString() !== uri.toString());
    const outside = ({ range }: PlacedFinding): boolean =>
      lines !== undefined && (range.end.line < lines.startLine || range.start.line > lines.endLine);
    this.#replace(uri, this.placedIn(uri).filter(outside));
  }

  dismiss(id: string): void {
    for (const list of this.#placed.values()) {
      const found = list.find((one) => one.id === id);
      if (found !== undefined)
        this.#replace(
          found.uri,
          list.filter((one) => one !== found),
        );
    }
  }

  clear(): void {
    this.#unplaced = [];
    this.#placed.clear();
    this.#diagnostics.clear();
    this.#publish();
  }

  placedIn(uri: vscode.Uri): readonly PlacedFinding[] {
    return this.#placed.get(uri.toString()) ?? [];
  }

  unplaced(): readonly UnplacedFinding[] {
    return this.#unplaced;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #replace(uri: vscode.Uri, findings: readonly PlacedFinding[]): void {
    if (findings.length === 0) this.#placed.delete(uri.toString());
    else this.#placed.set(uri.toString(), findings);
    this.#diagnostics.set(uri, findings.length === 0 ? undefined : findings.map(toDiagnostic));
    this.#publish();
  }

  #publish(): void {
    const unplaced = this.#unplaced.length > 0;
    const any = unplaced || [...this.#placed.values()].some((list) => list.length > 0);
    void vscode.commands.executeCommand('setContext', contextKeys.hasFindings, any);
    // The view stays once it was needed: a view that comes and goes is hard to find.
    if (unplaced) void vscode.commands.executeCommand('setContext', contextKeys.hasUnplaced, true);
    this.#changed.fire();
  }

  /** The changes of one event are in terms of the document before it, last place first. */
  #followEdit({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document.isDirty) this.#edited.add(document.uri.toString());
    const before = this.placedIn(document.uri);
    if (before.length === 0 || contentChanges.length === 0) return;
    const changes = contentChanges.map(({ range, text }) => ({ range: toRange.plain(range), text }));
    const after = before.flatMap((one) => {
      let range = toRange.plain(one.range);
      for (const change of changes) {
        const moved = moveFinding(range, change);
        if (moved === undefined) return [];
        range = moved;
      }
      return [{ ...one, range: toRange.vscode(range) }];
    });
    this.#replace(document.uri, after);
  }

  #followClose({ isUntitled, uri }: vscode.TextDocument): void {
    const wasEdited = this.#edited.delete(uri.toString());
    // A document that was never a file ends when it is closed; any other is again what its file says.
    if (isUntitled) this.#forgetIn(uri);
    else if (wasEdited && this.placedIn(uri).length > 0) void this.#placeAnew(uri);
  }

  /** Finds the places of findings in the file of a document that was closed without saving; those without one go. */
  async #placeAnew(uri: vscode.Uri): Promise<void> {
    const { placeAnew } = await import('./placeAnew.ts');
    this.#replace(uri, await placeAnew(uri, () => this.placedIn(uri)));
  }

  /** A folder takes the findings about its files with it. */
  #forgetIn(place: vscode.Uri): void {
    for (const { uri } of [...[...this.#placed.values()].flat(), ...this.#unplaced])
      if (isIn(uri, place)) this.forget(uri);
  }

  #followRename(renamed: { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }): void {
    const moved = <T extends { readonly uri: vscode.Uri }>(one: T): T => ({
      ...one,
      uri: afterRename(one.uri, renamed),
    });
    this.#unplaced = this.#unplaced.map(moved);
    for (const list of this.#placed.values()) {
      const [first] = list;
      if (first === undefined || !isIn(first.uri, renamed.oldUri)) continue;
      this.#replace(first.uri, []);
      this.#replace(moved(first).uri, list.map(moved));
    }
    this.#publish();
  }
}
