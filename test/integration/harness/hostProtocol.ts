/** Stands before each line the tests print, to tell it from the workbench's own chatter. */
export const printMark = '[test] ';

/** Environment variables by which the runner tells the tests in the host what to do. */
export const hostEnvironment = {
  /** Where the report goes. */
  report: 'OPENCRATES_TEST_REPORT',
  /** Only tests whose title holds these words. */
  grep: 'OPENCRATES_TEST_GREP',
  /** Absolute path of the repository. */
  repository: 'OPENCRATES_REPOSITORY',
  /** Where the tests ask for gestures of a person on the window; absent where there is none. */
  hands: 'OPENCRATES_TEST_HANDS',
} as const;
