import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { StartOptions } from './arguments.ts';
import { examplesCopy } from './examplesCopy.ts';
import type { EditorRun, OpenEditor } from './openEditor.ts';
import { desktopCode, openBrowser, openDesktop, openInBrowser } from './openEditor.ts';
import { checkPrerequisites, inspectComputer } from './prerequisites.ts';
import type { ModelOutcome, ModelRun } from './prepareModel.ts';
import { otherModels, prepareModel } from './prepareModel.ts';
import { createProgressBar } from './progressBar.ts';
import { stopSignal } from './stopSignal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The parts of a start that a test may replace. */
export interface StartParts {
  readonly environment: Environment;
  readonly inspectComputer: typeof inspectComputer;
  readonly prepareModel: (choice: StartOptions['model'], run: ModelRun) => Promise<ModelOutcome>;
  readonly otherModels: typeof otherModels;
  readonly openEditor: (run: EditorRun) => Promise<OpenEditor>;
  readonly examplesCopy: typeof examplesCopy;
}

/** The real parts: this computer, its model and the editor that suits it. */
export const realParts: StartParts = {
  environment: process.env,
  inspectComputer,
  prepareModel,
  otherModels,
  openEditor: (run) => {
    const code = desktopCode(process.env);
    return code === undefined ? openInBrowser(run) : openDesktop(code, run);
  },
  examplesCopy,
};

/** Starts everything and stays until it is to stop; resolves with the exit code once all of it has ended. */
export async function runStart(options: StartOptions, parts: StartParts = realParts): Promise<number> {
  const stopping = stopSignal();
  const running: { stop(): Promise<void> }[] = [];
  const bar = createProgressBar(terminal(), () => performance.now());
  const say = (text: string): void => bar.report({ kind: 'note', text });
  try {
    if (!(await prerequisitesMet(options, parts, say))) return 1;
    const folder = await folderToOpen(options, parts, say);
    const model = await parts.prepareModel(options.model, {
      environment: parts.environment,
      report: bar.report,
      signal: stopping.signal,
    });
    bar.end();
    if (model.kind === 'problem') {
      say(model.sentence);
      return 1;
    }
    running.push(model);
    say(model.sentence);
    for (const line of await parts.otherModels(options.model, { environment: parts.environment })) say(line);
    const editor = await parts.openEditor({
      folder,
      port: options.port,
      environment: model.environment,
      report: bar.report,
      signal: stopping.signal,
    });
    running.push(editor);
    bar.end();
    announce(editor, options, { say, environment: parts.environment });
    void model.ended?.then(() => {
      if (!stopping.signal.aborted) say('The model server has ended. Press Ctrl-C and start again.');
    });
    await Promise.race([editor.ended, aborted(stopping.signal)]);
    say(stopping.signal.aborted ? 'Stopping.' : 'The editor has ended.');
    return 0;
  } catch (error) {
    bar.end();
    say(stopping.signal.aborted ? 'Stopped.' : error instanceof Error ? error.message : String(error));
    return stopping.signal.aborted ? 0 : 1;
  } finally {
    await Promise.allSettled(running.map((part) => part.stop()));
    stopping.dispose();
  }
}

async function prerequisitesMet(
  options: StartOptions,
  parts: StartParts,
  say: (text: string) => void,
): Promise<boolean> {
  const computer = await parts.inspectComputer(parts.environment);
  const needs = {
    python: options.model.kind === 'embedded',
    browserEditor: desktopCode(parts.environment) === undefined,
  };
  const { missing, remarks } = checkPrerequisites(computer, needs);
  for (const line of [...missing, ...(missing.length > 0 ? [] : remarks)]) say(line);
  return missing.length === 0;
}

async function folderToOpen(
  options: StartOptions,
  parts: StartParts,
  say: (text: string) => void,
): Promise<string> {
  if (options.folder !== undefined) {
    const folder = path.resolve(options.folder);
    if (!(await stat(folder).catch(() => undefined))?.isDirectory())
      throw new Error(`There is no folder ${folder}.`);
    return folder;
  }
  const { folder, isNew } = await parts.examplesCopy();
  say(
    `${isNew ? 'Copied the examples to' : 'Your copy of the examples, as you left it, is in'} ${folder}${isNew ? '.' : '; delete it for a fresh one.'}`,
  );
  return folder;
}

function announce(
  editor: OpenEditor,
  options: StartOptions,
  run: { readonly say: (text: string) => void; readonly environment: Environment },
): void {
  if (editor.address === undefined) {
    run.say('VS Code is opening. Ctrl-C here stops everything.');
    return;
  }
  run.say(
    `\nThe editor is ready. Open this address in a browser (Ctrl-C here stops everything):\n\n${editor.address}\n`,
  );
  if (options.open) openBrowser(editor.address, run.environment);
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function terminal(): { readonly isTerminal: boolean; readonly columns: number; write(text: string): void } {
  return {
    isTerminal: process.stdout.isTTY,
    columns: process.stdout.columns ?? 120,
    write: (text) => void process.stdout.write(text),
  };
}
