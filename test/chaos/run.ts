import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chaosFaults } from './chaosFaults.ts';
import { runChaos } from './runChaos.ts';

// `npm run chaos [-- --requests 10000 --users 100 --seed 1]`: every fault at once, then a look at what is left.

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    users: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const outcome = await runChaos({
  requests: Number(values.requests),
  users: Number(values.users),
  seed: Number(values.seed),
});
const faults = chaosFaults(outcome);
console.log(
  `${outcome.requests} requests in ${outcome.seconds.toFixed(0)} s, load ${loadavg()[0]?.toFixed(1)}`,
);
console.log(outcome.ends);
console.log(`${outcome.circuits} times a breaker opened, which was closed by hand`);
console.log({ before: outcome.before, after: outcome.after });
console.log(
  faults.length === 0 ? 'nothing lost, doubled, wrong or left behind' : faults.slice(0, 40).join('\n'),
);
process.exitCode = faults.length === 0 ? 0 : 1;
