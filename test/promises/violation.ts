/** A fault that breaks a promise: `from`, which is once in `file`, becomes `to`. */
export interface Violation {
  /** The promise, which is the name of its test. */
  readonly promise: string;
  /** The file of that test. */
  readonly test: string;
  /** What the fault does, in words. */
  readonly fault: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The suite that all promises are tests of: together they read as a sentence. */
export const suite = 'It is promised that';

/** True for a test that runs inside an editor. */
export function isInEditor(test: string): boolean {
  return test.startsWith('test/integration/');
}

/** What is wrong with a table of violations, a sentence each: it must fit the sources and have a row for every promise. */
export function misfits(
  violations: readonly Violation[],
  promiseFiles: readonly string[],
  read: (file: string) => string,
): readonly string[] {
  const count = (text: string, part: string): number => text.split(part).length - 1;
  const ofRows = violations.flatMap(({ promise, test, file, from, to }) => {
    const places = count(read(file), from);
    const tests = count(read(test), `it('${promise}'`);
    return [
      ...(places === 1 ? [] : [`${file} has ${places} times: ${from}`]),
      ...(from === to ? [`${file} stays as it is: ${from}`] : []),
      ...(tests === 1 ? [] : [`${test} has ${tests} tests: ${promise}`]),
    ];
  });
  const ofTests = promiseFiles.flatMap((test) =>
    [...read(test).matchAll(/\bit\(\s*'([^']+)'/gu)].flatMap(([, promise]) =>
      violations.some((each) => each.test === test && each.promise === promise)
        ? []
        : [`nothing breaks the promise of ${test}: ${promise}`],
    ),
  );
  return [...ofRows, ...ofTests];
}
