import * as vscode from 'vscode';
import { contextKeys } from '../identifiers.ts';
import {
  createRecall,
  earlierInstructions,
  rememberInstruction,
  type Recall,
} from '../instructionHistory.ts';
import type { Services } from '../services.ts';
import { askRequestOptions, optionWords, type RequestOptions } from './requestOptions.ts';
import { modelLine } from './requestWords.ts';

/** Instructions whose request did not become a proposal, by document: offered again. */
const unanswered = new Map<string, string>();

/** The box that is shown, and the walk through earlier instructions in it. */
let open: { readonly box: vscode.InputBox; readonly recall: Recall } | undefined;

/** Remembers what was asked: for ever as an earlier instruction, and for its document until it has an answer. */
export function keepInstruction(services: Services, uri: vscode.Uri, instruction: string): void {
  unanswered.set(uri.toString(), instruction);
  rememberInstruction(services.workspaceState, instruction).catch((error: unknown) =>
    services.log.warn(String(error)),
  );
}

export function forgetInstruction(uri: vscode.Uri): void {
  unanswered.delete(uri.toString());
}

/** What a person asked for, and what this one request asks otherwise than configured. */
export interface Instruction {
  readonly instruction: string;
  readonly options: RequestOptions;
}

/** What is asked, and what the box says about it. */
export interface InstructionQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Where the answer goes. */
  readonly place: string;
  /** What is asked about: what was typed for it and not answered is there again. */
  readonly uri: vscode.Uri;
  readonly options: RequestOptions;
  /** The words on what is sent, once they are known. */
  readonly sent: (options: RequestOptions) => Promise<readonly string[]>;
}

/** Earlier Instruction and Later Instruction: what was asked before comes into the box that is open. */
export function recallInstruction(direction: keyof Recall): void {
  if (open === undefined) return;
  const { box, recall } = open;
  const value = recall[direction](box.value);
  box.value = value;
  box.valueSelection = [value.length, value.length];
}

/** The instruction box, with where the answer goes and what is sent on the line below; undefined when left. */
export async function askInstruction(
  services: Services,
  question: InstructionQuestion,
): Promise<Instruction | undefined> {
  const box = vscode.window.createInputBox();
  let { options } = question;
  box.title = question.title;
  box.placeholder = question.placeholder;
  box.value = unanswered.get(question.uri.toString()) ?? '';
  box.buttons = [historyButton(), optionsButton()];
  const recall = createRecall(earlierInstructions(services.workspaceState));
  try {
    for (;;) {
      showLine(services, box, question, options);
      const outcome = await shown(box, recall);
      if (outcome === 'accepted') return { instruction: box.value.trim(), options };
      // A click elsewhere closes the box; what was typed is there again next time.
      if (box.value.trim() !== '') unanswered.set(question.uri.toString(), box.value.trim());
      if (outcome === 'left') return undefined;
      options = await askRequestOptions(services, options);
    }
  } finally {
    box.dispose();
  }
}

function publish(isOpen: boolean): void {
  void vscode.commands.executeCommand('setContext', contextKeys.instructionBox, isOpen);
}

function historyButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('history'), tooltip: vscode.l10n.t('Earlier instruction (↑)') };
}

function optionsButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('gear'), tooltip: vscode.l10n.t('Options for this request') };
}

/** The line under the box: at once with what is known, then with what is sent. */
function showLine(
  services: Services,
  box: vscode.InputBox,
  { place, sent }: InstructionQuestion,
  options: RequestOptions,
): void {
  const known = [place, modelLine(services, options.model), ...optionWords(options)];
  box.prompt = known.join(' · ');
  box.busy = true;
  sent(options).then(
    (words) => {
      box.prompt = [...known, ...words].join(' · ');
      box.busy = false;
    },
    () => {
      box.busy = false;
    },
  );
}

/**
 * Shows the box until it is accepted with something in it, left, or its gear is pressed. Only meanwhile are ↑ and ↓
 * ours: the lists behind the gear have rows of their own to go over.
 */
async function shown(box: vscode.InputBox, recall: Recall): Promise<'accepted' | 'left' | 'options'> {
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
    box.onDidTriggerButton((button) => {
      if (button === box.buttons[0]) recallInstruction('earlier');
      else resolve('options');
    }),
    box.onDidHide(() => resolve('left')),
  ];
  box.show();
  open = { box, recall };
  publish(true);
  try {
    return await promise;
  } finally {
    for (const watch of watching) watch.dispose();
    // Another box may have taken its place.
    if (open?.box === box) {
      open = undefined;
      publish(false);
    }
  }
}
