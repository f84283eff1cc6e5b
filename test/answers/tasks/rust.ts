import { afterUnit, inUnit, selected } from '../answerTask.ts';
import type { AnswerTask } from '../answerTask.ts';

const temperature = 'rust/temperature.rs';
const account = 'rust/account.rs';

/** What is asked of the Rust programs. */
export const rustTasks: readonly AnswerTask[] = [
  {
    file: temperature,
    at: afterUnit('main'),
    instruction: 'a function to_celsius that converts a temperature from Fahrenheit to Celsius',
    unit: 'to_celsius',
    holds: /fn to_celsius\(\w+: f64\) -> f64[^]*32/u,
    always: true,
  },
  {
    file: temperature,
    at: inUnit('average'),
    instruction: 'return 0.0 when values is empty',
    unit: 'average',
    holds: /is_empty\(\)|len\(\) == 0/u,
  },
  {
    file: temperature,
    at: selected('let mut sum', 'sum / values'),
    instruction: 'use iter and sum instead of the loop',
    unit: 'average',
    holds: /\.iter\(\)[^]*\.sum/u,
    lacks: /\bfor \w+ in/u,
  },
  {
    file: temperature,
    at: inUnit('to_fahrenheit'),
    instruction: 'rename the parameter celsius to degrees',
    unit: 'to_fahrenheit',
    holds: /degrees: f64[^]*degrees \* 9/u,
    lacks: /celsius/u,
  },
  {
    file: temperature,
    at: inUnit('parse_reading'),
    instruction: 'return an Option, None when there is no colon or no number',
    unit: 'parse_reading',
    holds: /-> Option<[^]*None|-> Option<[^]*\?/u,
  },
  {
    file: temperature,
    at: afterUnit('average'),
    instruction: 'a function coldest that returns the place with the lowest value of a HashMap<String, f64>',
    unit: 'coldest',
    holds: /HashMap<String, f64>/u,
  },
  {
    file: account,
    at: afterUnit('Account.withdraw'),
    instruction: 'a method balance that returns the balance',
    unit: 'Account.balance',
    holds: /fn balance\(&self\) -> i64[^]*self\.balance/u,
    always: true,
  },
  {
    file: account,
    at: inUnit('Account.deposit'),
    instruction: 'panic when amount is negative',
    unit: 'Account.deposit',
    holds: /panic!|assert!/u,
  },
  {
    file: account,
    at: inUnit('transfer'),
    instruction: 'withdraw first, and return the Problem when that fails',
    unit: 'transfer',
    holds: /-> Result<[^]*withdraw\(amount\)[^]*deposit\(amount\)/u,
  },
  {
    file: account,
    at: inUnit('Problem'),
    instruction: 'add a variant Closed without data',
    unit: 'Problem',
    holds: /NotEnough \{ missing: i64 \}[^]*\bClosed\b/u,
  },
];
