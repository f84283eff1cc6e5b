import { stat } from 'node:fs/promises';
import type { StartOptions } from './arguments.ts';
import { examplesCopy } from './examplesCopy.ts';
import type { EditorRun, OpenEditor } from './openEditor.ts';
import { choosePort, desktopCode, openBrowser, openDesktop, openInBrowser } from './openEditor.ts';
import type { Environment, ModelOutcome, ModelRun } from './preparedModel.ts';
import { otherModels, prepareModel, realWorld } from './prepareModel.ts';
import { checkPrerequisites, inspectComputer } from './prerequisites.ts';
import type { Screen } from './progressBar.ts';
import { createProgressBar } from './progressBar.ts';
import { stopSignal } from './stopSignal.ts';

/** The parts of a start that a test may replace. */
export interface StartParts {
  readonly environment: Environment;
  readonly screen: Screen;
  readonly inspectComputer: typeof inspectComputer;
  readonly prepareModel: (
    choice: StartOptions['model'],
    run: Omit<ModelRun, 'world'>,
  ) => Promise<ModelOutcome>;
  readonly otherModels: typeof otherModels;
  readonly desktopCode: typeof desktopCode;
  readonly openDesktop: (code: string, run: EditorRun) => Promise<OpenEditor>;
  readonly openInBrowser: (run: EditorRun) => Promise<OpenEditor>;
  readonly examplesCopy: typeof examplesCopy;
}

/** The real parts: this computer, its model and the editor that suits it. */
export const realParts: StartParts = {
  environment: process.env,
  screen: {
    isTerminal: process.stdout.isTTY,
    columns: process.stdout.columns ?? 120,
    write: (text) => void process.stdout.write(text),
  },
  inspectComputer,
  prepareModel: (choice, run) => prepareModel(choice, { ...run, world: realWorld }),
  otherModels,
  desktopCode,
  openDesktop,
  openInBrowser,
  examplesCopy,
};

/** Starts everything and stays until it is to stop; resolves with the exit code once all of it has ended. */
export async function runStart(options: StartOptions, parts: StartParts = realParts): Promise<number> {
  const stopping = stopSignal();
  const running: { stop(): Promise<void> }[] = [];
  const bar = createProgressBar(parts.screen, () => performance.now());
  const say = (text: string): void => bar.report({ kind: 'note', text });
  const desktop = parts.desktopCode(parts.environment);
  try {
    if (!(await prerequisitesMet(options, desktop, { parts, say }))) return 1;
    // What was asked for is looked at before anything is downloaded for it.
    if (desktop === undefined) await choosePort(options.port);
    const place = await placeToOpen(options, parts, say);
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
    for (const line of await parts.otherModels(options.model, parts.environment)) say(line);
    const run: EditorRun = {
      ...place,
      port: options.port,
      environment: model.environment,
      report: bar.report,
      signal: stopping.signal,
    };
    const editor = await (desktop === undefined ? parts.openInBrowser(run) : parts.openDesktop(desktop, run));
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
  desktop: string | undefined,
  run: { readonly parts: StartParts; readonly say: (text: string) => void },
): Promise<boolean> {
  const computer = await run.parts.inspectComputer(run.parts.environment);
  const needs = { python: options.model.kind === 'embedded', browserEditor: desktop === undefined };
  const { missing, remarks } = checkPrerequisites(computer, needs);
  for (const line of [...missing, ...(missing.length > 0 ? [] : remarks)]) run.say(line);
  return missing.length === 0;
}

async function placeToOpen(
  options: StartOptions,
  parts: StartParts,
  say: (text: string) => void,
): Promise<Pick<EditorRun, 'folder' | 'isOurs'>> {
  if (options.folder !== undefined) {
    if (!(await stat(options.folder).catch(() => undefined))?.isDirectory())
      throw new Error(`There is no folder ${options.folder}. --folder takes the path of one that exists.`);
    return { folder: options.folder, isOurs: false };
  }
  const { folder, isNew } = await parts.examplesCopy();
  say(
    isNew
      ? `Copied the examples to ${folder}.`
      : `Your copy of the examples, as you left it, is in ${folder}; delete it for a fresh one.`,
  );
  return { folder, isOurs: true };
}

function announce(
  editor: OpenEditor,
  options: StartOptions,
  run: { readonly say: (text: string) => void; readonly environment: Environment },
): void {
  if (options.folder === undefined)
    run.say(
      'The examples are ours, so VS Code trusts this window. Open a folder of your own with --folder PATH: then it asks first.',
    );
  if (editor.address === undefined) {
    if (options.port !== undefined || !options.open)
      run.say('--port and --no-open change nothing here: they are for the editor in a browser.');
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
