import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import type {
  DryRunOptions,
  DryRunResult,
  MutantRunOptions,
  MutantRunResult,
  TestResult,
  TestRunner,
} from '@stryker-mutator/api/test-runner';
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import Mocha from 'mocha';
import { chosenSpecs } from './groups.ts';

/** What the instrumented sources read, by Stryker's name for it. */
const instrumented: InstrumenterContext = ((
  globalThis as { __stryker__?: InstrumenterContext }
).__stryker__ ??= {});

const testTimeoutMs = 5000;

/**
 * Runs the unit tests of the mutated rooms inside a process of Stryker. Stryker's own runner cannot load mocha 12;
 * this one loads the files once and runs chosen tests of them again and again, each under another mutant.
 */
class MochaRunner implements TestRunner {
  readonly #mocha = new Mocha({ ui: 'bdd', reporter: Mocha.reporters.Base, timeout: testTimeoutMs });
  #isLoaded = false;
  #recordsTest = false;

  capabilities(): { readonly reloadEnvironment: boolean } {
    return { reloadEnvironment: false }; // a module is imported once in a process's life
  }

  async dryRun(options: DryRunOptions): Promise<DryRunResult> {
    this.#recordsTest = options.coverageAnalysis === 'perTest';
    await this.#load(undefined);
    const tests = await this.#run(!options.disableBail);
    this.#recordsTest = false;
    const { mutantCoverage } = instrumented;
    return { status: DryRunStatus.Complete, tests, ...(mutantCoverage !== undefined && { mutantCoverage }) };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, hitLimit, mutantActivation, testFilter } = options;
    await this.#load(mutantActivation === 'static' ? activeMutant.id : undefined);
    Object.assign(instrumented, { hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
    this.#mocha.grep(testFilter === undefined ? /(?:)/ : anyOf(testFilter));
    instrumented.activeMutant = activeMutant.id;
    const tests = await this.#run(!options.disableBail);
    const hasRunAway = determineHitLimitReached(instrumented.hitCount, instrumented.hitLimit);
    return toMutantRunResult(hasRunAway ?? { status: DryRunStatus.Complete, tests });
  }

  async #load(mutant: string | undefined): Promise<void> {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    if (mutant !== undefined) instrumented.activeMutant = mutant;
    this.#mocha.cleanReferencesAfterRun(false);
    for (const spec of chosenSpecs()) {
      const file = path.resolve(spec);
      this.#mocha.suite.emit('pre-require', globalThis, file, this.#mocha);
      await import(pathToFileURL(file).href);
    }
    const onTest = (context: Mocha.Context): void => {
      if (this.#recordsTest) instrumented.currentTestId = context.currentTest?.fullTitle() ?? '';
    };
    this.#mocha.suite.beforeEach(function () {
      onTest(this);
    });
  }

  #run(bail: boolean): Promise<TestResult[]> {
    setBail(this.#mocha.suite, bail);
    const tests: TestResult[] = [];
    return new Promise((resolve) => {
      const runner = this.#mocha.run(() => resolve(tests));
      runner.on('pass', (test) => void tests.push({ ...named(test), status: TestStatus.Success }));
      runner.on('pending', (test) => void tests.push({ ...named(test), status: TestStatus.Skipped }));
      runner.on('fail', (test, error: unknown) => {
        const failureMessage = error instanceof Error ? (error.stack ?? error.message) : String(error);
        tests.push({ ...named(test), status: TestStatus.Failed, failureMessage });
      });
    });
  }
}

function named(test: Mocha.Runnable): Omit<TestResult, 'status'> {
  const title = test.fullTitle();
  const fileName = test.file === undefined ? {} : { fileName: test.file };
  return { id: title, name: title, timeSpentMs: test.duration ?? 0, ...fileName };
}

function anyOf(titles: readonly string[]): RegExp {
  return new RegExp(`^(?:${titles.map((title) => title.replaceAll(/[^\w\s]/g, '\\$&')).join('|')})$`);
}

function setBail(suite: Mocha.Suite, bail: boolean): void {
  suite.bail(bail);
  for (const child of suite.suites) setBail(child, bail);
}

/** What Stryker looks for in a plugin. */
export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'mocha-here', MochaRunner)];
