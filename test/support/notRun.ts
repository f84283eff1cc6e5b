/** Reports every test of a suite as not run, with the reason, where `why` gives one. */
export function notRunWhere(suite: Mocha.Suite, why: () => Promise<string | undefined>): void {
  suite.beforeAll(async function skipWithReason() {
    const reason = await why();
    if (reason === undefined) return;
    suite.eachTest((test) => console.warn(`NOT RUN: ${test.fullTitle()}: ${reason}`));
    this.skip();
  });
}
