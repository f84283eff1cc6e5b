import * as vscode from 'vscode';
import type { DefinitionLookup } from '../context/gatherContext.ts';
import { textOf } from './snapshot.ts';

/** Definitions by VS Code's own providers; nothing where the language has none. */
export function createDefinitionLookup(uri: vscode.Uri): DefinitionLookup {
  return {
    async definitionsOf({ line, character }, signal) {
      const found = await vscode.commands.executeCommand<
        readonly (vscode.Location | vscode.LocationLink)[] | undefined
      >('vscode.executeDefinitionProvider', uri, new vscode.Position(line, character));
      const places = (found ?? []).map(placeOf);
      const definitions = [];
      for (const place of places) {
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
    },
  };
}

function placeOf(found: vscode.Location | vscode.LocationLink): vscode.Location {
  if ('targetUri' in found)
    return new vscode.Location(found.targetUri, found.targetSelectionRange ?? found.targetRange);
  return found;
}
