import { afterUnit, inUnit, selected } from '../answerTask.ts';
import type { AnswerTask } from '../answerTask.ts';

const retry = 'javascript/retry.js';
const inventory = 'javascript/inventory.js';

/** What is asked of the JavaScript programs. */
export const javascriptTasks: readonly AnswerTask[] = [
  {
    file: retry,
    at: inUnit('chunk'),
    instruction: 'throw a RangeError when size is less than 1',
    unit: 'chunk',
    holds: /size (?:< 1|<= 0)[^]*throw new RangeError/u,
    always: true,
  },
  {
    file: retry,
    at: inUnit('debounce'),
    instruction: 'clear the earlier timer before a new one is set',
    unit: 'debounce',
    holds: /clearTimeout\(timer\)[^]*setTimeout\(/u,
  },
  {
    file: retry,
    at: inUnit('parseQuery'),
    instruction: 'decode names and values with decodeURIComponent',
    unit: 'parseQuery',
    holds: /decodeURIComponent\(/u,
  },
  {
    file: retry,
    at: inUnit('retry'),
    instruction: 'add a parameter delay, and wait so many milliseconds between two attempts',
    unit: 'retry',
    holds: /retry\(work, attempts, delay[^]*setTimeout\(/u,
  },
  {
    file: retry,
    at: afterUnit('parseQuery'),
    instruction: 'a function unique(list) that returns the list without duplicates',
    unit: 'unique',
    holds: /new Set\(|includes\(|indexOf\(|filter\(/u,
  },
  {
    file: inventory,
    at: inUnit('lowStock'),
    instruction: 'return the names sorted alphabetically',
    unit: 'lowStock',
    holds: /\.sort\(|\.toSorted\(/u,
    always: true,
  },
  {
    file: inventory,
    at: inUnit('ship'),
    instruction: 'throw an Error when the item is unknown or there is not enough of it',
    unit: 'ship',
    holds:
      /throw new Error\([^]*known\.quantity -= quantity|throw new Error\([^]*known\.quantity - quantity/u,
  },
  {
    file: inventory,
    at: selected('for (const item of stock.values()) {', 'return result'),
    instruction: 'use filter and map instead of the loop',
    unit: 'lowStock',
    holds: /\.filter\([^]*\.map\(/u,
    lacks: /\bfor \(/u,
  },
  {
    file: inventory,
    at: inUnit('price'),
    instruction: 'rename the parameter formula to expression',
    unit: 'price',
    holds: /price\(expression, quantity\)[^]*expression\.replace/u,
    lacks: /formula/u,
  },
  {
    file: inventory,
    at: afterUnit('findItem'),
    instruction: 'a function saveStock(path) that writes the stock to a JSON file with node:fs',
    unit: 'saveStock',
    holds: /writeFile(?:Sync)?\([^]*JSON\.stringify|JSON\.stringify[^]*writeFile(?:Sync)?\(/u,
    fileHolds: /(?:from|require\()\s*['"](?:node:)?fs/u,
  },
];
