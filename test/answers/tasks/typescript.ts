import { afterUnit, inUnit, selected } from '../answerTask.ts';
import type { AnswerTask } from '../answerTask.ts';

const statistics = 'typescript/statistics.ts';
const cart = 'typescript/cart.ts';

/** What is asked of the TypeScript programs. */
export const typescriptTasks: readonly AnswerTask[] = [
  {
    file: statistics,
    at: inUnit('median'),
    instruction: 'throw a RangeError when values is empty',
    unit: 'median',
    holds: /throw new RangeError/u,
    always: true,
  },
  {
    file: statistics,
    at: inUnit('largest'),
    instruction: 'use reduce instead of the loop',
    unit: 'largest',
    holds: /\.reduce\(/u,
    lacks: /\bfor \(/u,
  },
  {
    file: statistics,
    at: inUnit('histogram'),
    instruction: 'rename the parameter width to binWidth',
    unit: 'histogram',
    holds: /binWidth: number[^]*\/ binWidth\) \* binWidth/u,
    lacks: /\bwidth\b/u,
  },
  {
    file: statistics,
    at: afterUnit('spread'),
    instruction: 'a function variance(values: readonly number[]): number that uses mean',
    unit: 'variance',
    holds: /values: readonly number\[\]\): number[^]*mean\(values\)/u,
  },
  {
    file: statistics,
    at: selected('const sorted =', 'return sorted'),
    instruction: 'sort by value, and return the mean of the two middle values when the count is even',
    unit: 'median',
    holds: /\.sort\(\(\w+, \w+\)[^]*% 2/u,
  },
  {
    file: cart,
    at: afterUnit('loadCart'),
    instruction: 'a function itemCount(items: Item[]): number that adds up the quantities',
    unit: 'itemCount',
    holds: /items: Item\[\]\): number[^]*quantity/u,
  },
  {
    file: cart,
    at: inUnit('Cart.total'),
    instruction: 'multiply each price by the quantity',
    unit: 'Cart.total',
    holds: /price \* \w+(?:\.\w+)*\.?quantity|quantity \* \w+(?:\.\w+)*\.?price/u,
  },
  {
    file: cart,
    at: afterUnit('Cart.total'),
    instruction: 'a method clear() that removes all items',
    unit: 'Cart.clear',
    holds: /this\.items(?: = \[\]|\.length = 0|\.splice\()/u,
    always: true,
  },
  {
    file: cart,
    at: inUnit('loadCart'),
    instruction: 'throw an Error with the status when the response is not ok',
    unit: 'loadCart',
    holds: /response\.ok[^]*throw new Error\([^]*status/u,
  },
  {
    file: cart,
    at: inUnit('Item'),
    instruction: 'add an optional note of type string',
    unit: 'Item',
    holds: /note\?: string/u,
  },
];
