import * as vscode from 'vscode';
import type { EditTarget } from '../../edits/target.ts';
import type { GenerationRequest } from '../../provider/provider.ts';
import type { Services } from '../services.ts';
import type { Snapshot } from '../snapshot.ts';
import { modelLine, tokensLine } from './requestWords.ts';
import { targetWords } from './targetWords.ts';

/** Instructions whose request did not become a proposal, by document: offered again. */
const unanswered = new Map<string, string>();

/** Remembers what was typed until it has an answer. */
export function keepInstruction(uri: vscode.Uri, instruction: string): void {
  unanswered.set(uri.toString(), instruction);
}

export function forgetInstruction(uri: vscode.Uri): void {
  unanswered.delete(uri.toString());
}

/** The instruction box, with where the answer goes and what is sent on the line below; undefined when left. */
export async function askInstruction(
  services: Services,
  edit: {
    readonly snapshot: Snapshot;
    readonly target: EditTarget;
    /** The request as it will be, but for the instruction. */
    readonly request: Promise<GenerationRequest>;
  },
): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  const where = `${targetWords(edit.target)} · ${modelLine(services)}`;
  box.title = vscode.l10n.t('Generate');
  box.placeholder = exampleFor(edit.target);
  box.value = unanswered.get(edit.snapshot.uri.toString()) ?? '';
  box.prompt = where;
  box.busy = true;
  const showTokens = edit.request.then(
    (request) => {
      box.prompt = `${where} · ${tokensLine(request)}`;
      box.busy = false;
    },
    () => {
      box.busy = false;
    },
  );
  try {
    return await new Promise((resolve) => {
      box.onDidAccept(() => {
        if (box.value.trim() === '')
          box.validationMessage = vscode.l10n.t('Say what should be written or changed.');
        else resolve(box.value.trim());
      });
      box.onDidChangeValue(() => {
        box.validationMessage = undefined;
      });
      box.onDidHide(() => {
        // A click elsewhere closes the box; what was typed is there again next time.
        if (box.value.trim() !== '') keepInstruction(edit.snapshot.uri, box.value.trim());
        resolve(undefined);
      });
      box.show();
    });
  } finally {
    void showTokens;
    box.dispose();
  }
}

function exampleFor(target: EditTarget): string {
  return target.kind === 'insert'
    ? vscode.l10n.t('For example: a function that reads a CSV line into fields')
    : vscode.l10n.t('For example: handle an empty list');
}
