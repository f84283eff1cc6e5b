import * as vscode from 'vscode';
import type { EditTarget } from '../../edits/target.ts';
import type { GenerationRequest } from '../../provider/provider.ts';
import type { Services } from '../services.ts';
import type { Snapshot } from '../snapshot.ts';
import { askRequestOptions, optionWords, type RequestOptions } from './requestOptions.ts';
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

/** What a person asked for, and what this one request asks otherwise than configured. */
export interface Instruction {
  readonly instruction: string;
  readonly options: RequestOptions;
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
): Promise<Instruction | undefined> {
  const box = vscode.window.createInputBox();
  let options: RequestOptions = {};
  let tokens = '';
  const showLine = (): void => {
    const parts = [targetWords(edit.target), modelLine(services, options.model), ...optionWords(options)];
    box.prompt = [...parts, tokens].filter((part) => part !== '').join(' · ');
  };
  box.title = vscode.l10n.t('Generate');
  box.placeholder = exampleFor(edit.target);
  box.value = unanswered.get(edit.snapshot.uri.toString()) ?? '';
  box.buttons = [
    { iconPath: new vscode.ThemeIcon('gear'), tooltip: vscode.l10n.t('Options for this request') },
  ];
  box.busy = true;
  showLine();
  const showTokens = edit.request.then(
    (request) => {
      tokens = tokensLine(request);
      showLine();
      box.busy = false;
    },
    () => {
      box.busy = false;
    },
  );
  try {
    for (;;) {
      const outcome = await shown(box);
      if (outcome === 'accepted') return { instruction: box.value.trim(), options };
      // A click elsewhere closes the box; what was typed is there again next time.
      if (box.value.trim() !== '') keepInstruction(edit.snapshot.uri, box.value.trim());
      if (outcome === 'left') return undefined;
      options = await askRequestOptions(services, options);
      showLine();
    }
  } finally {
    void showTokens;
    box.dispose();
  }
}

/** Shows the box until it is accepted with something in it, left, or its button is pressed. */
async function shown(box: vscode.InputBox): Promise<'accepted' | 'left' | 'options'> {
  const { promise, resolve } = Promise.withResolvers<'accepted' | 'left' | 'options'>();
  const watching = [
    box.onDidAccept(() => {
      if (box.value.trim() === '')
        box.validationMessage = vscode.l10n.t('Say what should be written or changed.');
      else resolve('accepted');
    }),
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    }),
    box.onDidTriggerButton(() => resolve('options')),
    box.onDidHide(() => resolve('left')),
  ];
  box.show();
  try {
    return await promise;
  } finally {
    for (const watch of watching) watch.dispose();
  }
}

function exampleFor(target: EditTarget): string {
  return target.kind === 'insert'
    ? vscode.l10n.t('For example: a function that reads a CSV line into fields')
    : vscode.l10n.t('For example: handle an empty list');
}
