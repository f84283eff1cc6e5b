import { fenced } from '../sample.ts';

/** What a good model answers about `median` of the TypeScript example. */
export const median = fenced(`export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle];
  return (sorted[middle - 1] + sorted[middle]) / 2;
}`);

const findings = [
  {
    category: 'security',
    severity: 'error',
    rule: 'sql-injection',
    message: 'The customer name is pasted into the SQL text, so a name can change the query.',
    suggestion: 'Pass it as a parameter: execute("… WHERE customer = ?", (customer,)).',
    quote: `query = "SELECT id, total FROM orders WHERE customer = '" + customer + "'"`,
  },
  {
    category: 'bug',
    severity: 'warning',
    rule: 'mutable-default',
    message: 'The default list is made once and shared by all calls.',
    suggestion: 'Use None as the default and make a new list inside the function.',
    quote: 'def add_tag(tag, tags=[]):',
  },
  {
    category: 'practice',
    severity: 'warning',
    rule: 'file-left-open',
    message: 'The file is never closed.',
    suggestion: 'Open it in a with statement.',
    quote: 'file = open(path)',
  },
  {
    category: 'practice',
    severity: 'warning',
    rule: 'bare-except',
    message: 'Every error is swallowed, misspelled names and interrupts too.',
    suggestion: 'Catch KeyError alone, and say which price is missing.',
    quote: 'except:',
  },
  {
    category: 'bug',
    severity: 'info',
    rule: 'division-by-zero',
    message: 'An empty list divides by zero.',
    suggestion: 'Return 0, or say in the documentation that the list must not be empty.',
    quote: 'return sum(totals) / len(totals)',
  },
  {
    category: 'performance',
    severity: 'hint',
    rule: 'query-in-loop',
    message: 'One query for each customer: the database is asked as often as there are customers.',
    suggestion: 'Ask once for all of them.',
    quote: 'for customer in customers:',
  },
];

/** Findings about the Python example; the last one quotes code that is not in it. */
export const analysis = findings.map((finding) => `${JSON.stringify(finding)}\n`).join('');

/** Words for \`longest_words\` of the other Python example. */
export const documentation = JSON.stringify({
  summary: 'Return the longest distinct words of a text.',
  parameters: {
    text: 'The text to look through; words are separated by white space.',
    count: 'How many words to return.',
  },
  returns: 'Up to count words, ordered by length.',
});

/** An explanation of \`add_interest\` of the Rust example. */
export const explanation = `\`add_interest\` raises the balance by a percentage of itself.

The order of the operations matters, because all numbers are whole:

\`\`\`rust
self.balance += self.balance / 100 * percent;
\`\`\`

\`self.balance / 100\` is rounded down **before** it is multiplied. A balance of 150 at 3 % gives
\`1 * 3 = 3\` instead of the expected \`4\`, and a balance below 100 earns nothing at all.

Multiplying first keeps the digits:

\`\`\`rust
self.balance += self.balance * percent / 100;
\`\`\`
`;
