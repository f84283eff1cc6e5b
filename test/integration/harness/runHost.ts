import { setTimeout as sleep } from 'node:timers/promises';
import { format } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser, openStillPage } from '../../support/browser.ts';
import { type CodeServer, startCodeServer, workbenchAddress } from '../../support/codeServer.ts';
import { type StageReport, readStageReport, removeStageReport } from '../../support/stageReport.ts';
import { stillSettings } from '../../support/stillSettings.ts';
import { startHands } from './hands.ts';
import { hostEnvironment, printMark } from './hostProtocol.ts';
import { personsWindow } from './windowSize.ts';

/** One extension host: what is loaded into it, what its environment adds, how long it may take. */
export interface HostRun {
  readonly extension: string;
  /** Bundle that exports `run`. */
  readonly tests: string;
  readonly workspace: string;
  readonly report: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
  /** Receives the lines the tests print. */
  readonly print: (line: string) => void;
}

/** How a host ended. Passing means: `exit` is 0 and there is a report, with tests and without failures. */
export interface HostEnd {
  /** The host's exit code; a crash can also be 0. Undefined when it ran out of time. */
  readonly exit: number | undefined;
  readonly report: StageReport | undefined;
  /** The last lines of the workbench and the server, for a host that died. */
  readonly chatter: readonly string[];
}

/** What stands around the editors is not looked at in a host's tests. */
const bareWindow: Readonly<Record<string, unknown>> = {
  'breadcrumbs.enabled': false,
  'editor.lightbulb.enabled': 'off',
  'explorer.autoReveal': false,
  'problems.decorations.enabled': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
};

/** Starts an editor and a browser for one run of tests inside an extension host, and stops both. */
export async function runHost(run: HostRun): Promise<HostEnd> {
  const browser = await launchBrowser();
  try {
    // A developer's own keys must not decide what the tests see.
    const env = { OPENAI_API_KEY: undefined, OPENCRATES_API_KEY: undefined };
    const server = await startCodeServer({
      smoke: true,
      env,
      settings: { ...stillSettings, ...bareWindow, ...run.settings },
    });
    try {
      return await runHostIn(browser, server, run);
    } finally {
      await server.stop();
    }
  } finally {
    await browser.close();
  }
}

/** The same in an editor and a browser that are already there; a fresh browser context each time. */
export async function runHostIn(browser: Browser, server: CodeServer, run: HostRun): Promise<HostEnd> {
  removeStageReport(run.report);
  const chatter: string[] = [];
  const page = await openStillPage(browser, personsWindow);
  const hands = await startHands(page);
  try {
    const { promise: exited, resolve } = Promise.withResolvers<number | undefined>();
    await page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
    await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
      const line = format(...args);
      if (line.startsWith(printMark)) run.print(line.slice(printMark.length));
      else chatter.push(line);
    });
    page.on('crash', () => chatter.push('the page of the workbench crashed'));
    page.on('close', () => resolve(undefined));
    page.on('pageerror', (error) => chatter.push(String(error)));
    const address = workbenchAddress(
      server.url,
      run.workspace,
      payload(run, new URL(server.url).host, hands.url),
    );
    await page.goto(address, { timeout: run.timeoutMs });
    const exit = await within(run.timeoutMs, exited);
    if (exit === undefined)
      await page.screenshot({ path: `${run.report}.png`, timeout: 5000 }).catch(() => undefined);
    const report = readStageReport(run.report);
    if (report?.pid !== undefined) await untilGone(report.pid);
    return { exit, report, chatter: chatter.slice(-40) };
  } finally {
    hands.stop();
    await page.context().close();
  }
}

function payload(run: HostRun, authority: string, hands: string): readonly (readonly [string, string])[] {
  const environment = {
    [hostEnvironment.report]: run.report,
    [hostEnvironment.hands]: hands,
    ...run.environment,
  };
  return [
    ['extensionDevelopmentPath', `vscode-remote://${authority}${run.extension}`],
    ['extensionTestsPath', `vscode-remote://${authority}${run.tests}`],
    ['extensionEnvironment', JSON.stringify(environment)],
    ['skipWelcome', 'true'],
  ];
}

/** Waits, at most 10 s, until a process is gone: on its way out it writes its coverage. */
async function untilGone(pid: number): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await sleep(50)) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
  }
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
