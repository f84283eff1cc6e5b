/** Sources that are changed together, and the tests that are to notice, the quickest first. */
export interface MutationGroup {
  readonly name: string;
  readonly mutate: readonly string[];
  readonly specs: readonly string[];
}

const inProvider = (names: readonly string[]): readonly string[] =>
  names.map((name) => `src/provider/${name}.ts`);
const inOpenai = (names: readonly string[]): readonly string[] =>
  names.map((name) => `src/openai/${name}.ts`);
const specs = (room: string, names: readonly string[]): readonly string[] =>
  names.map((name) => `test/unit/${room}/${name}.test.ts`);

/**
 * What guards a request, and what reads a stream. Tests over sockets and of recorded streams are not among the tests:
 * what they alone would notice belongs into a test that takes milliseconds, too.
 */
export const groups: readonly MutationGroup[] = [
  {
    name: 'guards',
    mutate: inProvider([
      'retry',
      'breaker',
      'breakers',
      'limits',
      'limiter',
      'adaptiveSlots',
      'rateGate',
      'rateWindow',
      'rateHeaders',
      'lane',
      'serverQuota',
      'deadlines',
    ]),
    specs: specs('provider', [
      'retry',
      'breaker',
      'deadlines',
      'adaptiveSlots',
      'rateHeaders',
      'rateWindow',
      'serverQuota',
      'lane',
      'rateGate',
      'waits',
      'limiter',
      'limits',
      'pipe',
    ]),
  },
  {
    name: 'reading',
    mutate: inOpenai([
      'readReply',
      'eventStream',
      'turnReader',
      'answer',
      'tokenTally',
      'payload',
      'repeatedShape',
    ]),
    specs: specs('openai', [
      'payload',
      'tokenTally',
      'repeatedShape',
      'answer',
      'eventStream',
      'turnReader',
      'readReply',
      'responsesWire',
      'chatWire',
    ]),
  },
  {
    name: 'wires',
    mutate: inOpenai(['chatWire', 'responsesWire']),
    specs: specs('openai', ['bodies', 'eventStream', 'responsesWire', 'chatWire']),
  },
];

const variable = 'OPENCRATES_MUTATION_GROUP';

/** Tells the processes of Stryker, which inherit the environment, which group is tested. */
export function chooseGroup(name: string): void {
  process.env[variable] = name;
}

/** The test files of the group that is tested. */
export function chosenSpecs(): readonly string[] {
  const group = groups.find(({ name }) => name === process.env[variable]);
  if (group === undefined) throw new Error('no group of mutants was chosen');
  return group.specs;
}
