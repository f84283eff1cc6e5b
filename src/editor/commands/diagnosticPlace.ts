import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { FindingStore } from '../findings/findingStore.ts';

const placeSchema = z.object({
  uri: z.string(),
  line: z.number().check(z.int(), z.nonnegative()),
  message: z.string(),
  suggestion: z.optional(z.string()),
});

/** What is wrong, and where: by a lightbulb, a hover, or the cursor. */
export interface DiagnosticPlace {
  readonly line: number;
  readonly message: string;
  readonly suggestion: string;
}

/** Opens the document a lightbulb or hover named, with the cursor on the place; undefined when nothing was named. */
export async function placeFromArguments(args: unknown): Promise<DiagnosticPlace | undefined> {
  const given = placeSchema.safeParse(args);
  if (!given.success) return undefined;
  const { uri, line, message, suggestion } = given.data;
  const at = new vscode.Position(line, 0);
  const open = vscode.window.activeTextEditor;
  const editor =
    open?.document.uri.toString() === uri
      ? open
      : await vscode.window.showTextDocument(vscode.Uri.parse(uri, true));
  if (!editor.selection.contains(at) && editor.selection.active.line !== line)
    editor.selection = new vscode.Selection(at, at);
  return { line, message, suggestion: suggestion ?? '' };
}

/** The diagnostic at the cursor, of any tool; the nearest to the cursor on its line. */
export function placeAtCursor(findings: FindingStore): DiagnosticPlace | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { active } = editor.selection;
  const onLine = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ range }) => range.start.line <= active.line && active.line <= range.end.line);
  const nearest = onLine.find(({ range }) => range.contains(active)) ?? onLine[0];
  if (nearest === undefined) return undefined;
  const { range, message } = nearest;
  const finding = findings
    .placedIn(editor.document.uri)
    .find((one) => one.range.isEqual(range) && one.finding.message === message);
  return { line: range.start.line, message, suggestion: finding?.finding.suggestion ?? '' };
}
