import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Gesture } from '../harness/hands.ts';
import { hostEnvironment } from '../harness/hostProtocol.ts';
import { personsWindow, unseenWindow } from '../harness/windowSize.ts';
import { eventually } from './world.ts';

// A person in front of the window that the tests run in. Under @vscode/test-electron there is none: tests that need
// one say so with `needsPerson`.

const address = process.env[hostEnvironment.hands];

/** Ends a suite as not run where nobody can type or click; otherwise it begins without messages of earlier ones. */
export async function needsPerson(this: Mocha.Context): Promise<void> {
  // Mocha hands its context over as `this`, and only it can end a suite as not run.
  // oxlint-disable-next-line oxc/no-this-in-exported-function
  if (address === undefined) this.skip();
  await gesture({ act: 'resize', size: personsWindow });
  await noMessages();
}

/** Nobody looks at what a suite does. */
export async function needsNobody(): Promise<void> {
  if (address !== undefined) await gesture({ act: 'resize', size: unseenWindow });
}

async function gesture(what: Gesture): Promise<readonly string[]> {
  const response = await fetch(address ?? '', { method: 'POST', body: JSON.stringify(what) });
  const { texts, error } = (await response.json()) as { texts?: readonly string[]; error?: string };
  if (error !== undefined) throw new Error(error);
  return texts ?? [];
}

/** Text of each element on the window that fits a Playwright selector. */
export async function read(selector: string): Promise<readonly string[]> {
  return gesture({ act: 'read', selector });
}

/** The same inside the webview that was opened last. */
export async function readPage(selector: string): Promise<readonly string[]> {
  return gesture({ act: 'read', selector, inWebview: true });
}

/** What stands in each input that fits. */
export async function readValues(selector: string): Promise<readonly string[]> {
  return gesture({ act: 'readValues', selector });
}

/** Waits until an element that fits has come to show just this text, and gives when, in milliseconds since 1970. */
export async function timeSeen(text: string, selector: string): Promise<number> {
  return Number((await gesture({ act: 'timeOf', text, selector }))[0]);
}

export async function click(selector: string): Promise<void> {
  await gesture({ act: 'click', selector });
}

export async function clickPage(selector: string): Promise<void> {
  await gesture({ act: 'click', selector, inWebview: true });
}

export async function press(key: string): Promise<void> {
  await gesture({ act: 'press', key });
}

/** Waits until a text that fits a selector holds these words, and gives that text. */
export async function seen(words: string, selector: string, reading = read): Promise<string> {
  let last: readonly string[] = [];
  for (const deadline = Date.now() + 12_000; Date.now() < deadline; await sleep(50)) {
    last = await reading(selector);
    const found = last.find((text) => text.includes(words));
    if (found !== undefined) return found;
  }
  assert.fail(`never seen: ${words}, only ${JSON.stringify(last)}`);
}

/** Waits until pointing at what fits a selector shows these words, and gives all that is shown. */
export async function seenWhilePointing(words: string, selector: string): Promise<string> {
  let last: readonly string[] = [];
  for (const deadline = Date.now() + 15_000; Date.now() < deadline;) {
    // Away from it first: what is shown already stays as it is.
    await gesture({ act: 'point', selector: '.part.editor' });
    await gesture({ act: 'point', selector });
    // A busy editor takes its time to show what it points at.
    for (const shown = Date.now() + 3000; Date.now() < shown; await sleep(100)) {
      last = await read('.monaco-hover:visible, .workbench-hover:visible');
      const found = last.find((text) => text.includes(words));
      if (found !== undefined) return found;
    }
  }
  assert.fail(`never shown: ${words}, only ${JSON.stringify(last)}`);
}

const widget = '.quick-input-widget:visible';

/** Waits for an input box or a list with this title and gives the line under the box. */
export async function box(title: string): Promise<string> {
  await seen(title, `${widget} .quick-input-title`);
  return (await read(`${widget} .quick-input-message`))[0] ?? '';
}

/** The rows of the list that is open. */
export async function rows(): Promise<readonly string[]> {
  return read(`${widget} .quick-input-list .monaco-list-row`);
}

/** Types into the open box and, unless told otherwise, accepts it. */
export async function answer(text: string, key = 'Enter'): Promise<void> {
  await gesture({ act: 'type', text });
  await press(key);
}

export async function choose(row: string): Promise<void> {
  await click(`${widget} .quick-input-list .monaco-list-row:has-text(${JSON.stringify(row)})`);
}

/** Ticks a file in the Refactor Preview; resolves once it counts as ticked. */
export async function tick(name: string): Promise<void> {
  const checkbox = `.bulk-edit-panel .monaco-list-row:has-text(${JSON.stringify(name)}) .edit-checkbox`;
  await click(checkbox);
  const isTicked = async (): Promise<boolean> => (await read(`${checkbox}[aria-checked="true"]`)).length > 0;
  await eventually(`${name} is ticked`, isTicked, 5000);
}

const message = '.notifications-center .notification-list-item:visible';

/** Waits for a message that holds these words and gives its sentence; the list of messages is opened for it. */
export async function told(words: string): Promise<string> {
  let last: readonly string[] = [];
  for (const deadline = Date.now() + 12_000; Date.now() < deadline; await sleep(100)) {
    // Each time anew: the list closes by itself while it is empty.
    last = await allTold();
    const found = last.find((text) => text.includes(words));
    if (found !== undefined) return found;
  }
  assert.fail(`never told: ${words}, only ${JSON.stringify(last)}`);
}

/** What the editor's own TypeScript service says while it starts. */
const ofTheEditor = /^(Analyzing '|Initializing )/;

/** The sentences of all messages there are, the editor's own aside. */
export async function allTold(): Promise<readonly string[]> {
  await vscode.commands.executeCommand('notifications.showList');
  const sentences = await read(`${message} .notification-list-item-message`);
  return sentences.filter((sentence) => !ofTheEditor.test(sentence));
}

/** The buttons of the message that holds these words. */
export async function buttonsOf(words: string): Promise<readonly string[]> {
  await told(words);
  return read(`${message}:has-text(${JSON.stringify(words)}) .monaco-text-button`);
}

/** Presses a button of the message that holds these words. */
export async function decide(words: string, button: string): Promise<void> {
  await told(words);
  const label = JSON.stringify(button);
  await click(`${message}:has-text(${JSON.stringify(words)}) .monaco-text-button:has-text(${label})`);
}

/** Takes every message away. */
export async function noMessages(): Promise<void> {
  await vscode.commands.executeCommand('notifications.clearAll');
  // Rows that are gone stay in the page for a moment: they must not pass for the messages of the next story.
  for (const deadline = Date.now() + 2000; Date.now() < deadline; await sleep(50))
    if ((await read('.notifications-center .notification-list-item')).length === 0) break;
  await vscode.commands.executeCommand('notifications.hideList');
}

/** Takes messages away for as long as something waits for one to be closed, and gives what that came to. */
export async function dismissed<T>(waiting: Promise<T>): Promise<T> {
  const isOver = (): Promise<boolean> => Promise.race([waiting.then(() => true), sleep(50, false)]);
  // One that arrives only after the list was cleared must go as well.
  while (!(await isOver())) await noMessages();
  return waiting;
}
