import * as vscode from 'vscode';
import type { Definition, DefinitionLookup } from '../context/definitions.ts';
import { textOf } from './snapshot.ts';
import { withinLimit } from './withinLimit.ts';

/** Milliseconds all look-ups of a request may take together: a language service that is still starting must not hold it up. */
const limitMs = 5000;

/** Definitions by VS Code's own providers, for one request; nothing where the language has none or its service does not answer. */
export function createDefinitionLookup(uri: vscode.Uri): DefinitionLookup {
  const until = Date.now() + limitMs;
  return {
    async definitionsOf({ line, character }, signal) {
      const left = until - Date.now();
      if (left <= 0) return [];
      const asked = lookUp(uri, new vscode.Position(line, character), signal);
      const answer = await withinLimit(asked, left, signal);
      return answer.kind === 'settled' ? answer.value : [];
    },
  };
}

/** Asks for the definitions of a name and opens the documents they are in. */
async function lookUp(
  uri: vscode.Uri,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<readonly Definition[]> {
  const found = await vscode.commands.executeCommand<
    readonly (vscode.Location | vscode.LocationLink)[] | undefined
  >('vscode.executeDefinitionProvider', uri, position);
  const definitions: Definition[] = [];
  for (const place of (found ?? []).map(placeOf)) {
    if (signal.aborted) break;
    const document = await vscode.workspace.openTextDocument(place.uri);
    definitions.push({
      path: vscode.workspace.asRelativePath(place.uri),
      languageId: document.languageId,
      text: textOf(document),
      line: place.range.start.line,
    });
  }
  return definitions;
}

function placeOf(found: vscode.Location | vscode.LocationLink): vscode.Location {
  if ('targetUri' in found)
    return new vscode.Location(found.targetUri, found.targetSelectionRange ?? found.targetRange);
  return found;
}
