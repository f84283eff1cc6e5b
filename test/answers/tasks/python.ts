import { afterUnit, inUnit, selected } from '../answerTask.ts';
import type { AnswerTask } from '../answerTask.ts';

const orders = 'python/orders.py';
const report = 'python/report.py';

/** What is asked of the Python programs. */
export const pythonTasks: readonly AnswerTask[] = [
  {
    file: report,
    at: inUnit('is_palindrome'),
    instruction: 'ignore upper and lower case',
    unit: 'is_palindrome',
    holds: /lower\(\)|casefold\(\)/u,
    always: true,
  },
  {
    file: report,
    at: inUnit('word_counts'),
    instruction: 'use collections.Counter',
    unit: 'word_counts',
    holds: /Counter\(/u,
    lacks: /for word in/u,
    fileHolds: /^(?:from collections import .*Counter|import collections)/mu,
  },
  {
    file: report,
    at: afterUnit('Report.add_row'),
    instruction: 'a method row_count that returns the number of rows',
    unit: 'Report.row_count',
    holds: /len\(self\.rows\)/u,
    always: true,
  },
  {
    file: report,
    at: inUnit('print_file'),
    instruction: 'use subprocess.run instead of os.system',
    unit: 'print_file',
    holds: /subprocess\.run\(|\brun\(/u,
    lacks: /os\.system/u,
    fileHolds: /^(?:import|from) subprocess/mu,
  },
  {
    file: report,
    at: selected('numbers = []', 'return numbers'),
    instruction: 'use a list comprehension',
    unit: 'line_numbers',
    holds: /\[\s*\w+\s+for \w+, \w+ in enumerate\(/u,
    lacks: /append/u,
  },
  {
    file: orders,
    at: inUnit('find_orders'),
    instruction: 'use a query parameter instead of joining strings',
    unit: 'find_orders',
    holds: /customer = (?:\?|:\w+|%s)[^]*execute\([^]*customer/u,
    lacks: /\+ customer/u,
  },
  {
    file: orders,
    at: inUnit('average_total'),
    instruction: 'raise a ValueError when totals is empty',
    unit: 'average_total',
    holds: /raise ValueError/u,
  },
  {
    file: orders,
    at: inUnit('read_prices'),
    instruction: 'open the file in a with statement',
    unit: 'read_prices',
    holds: /with open\(/u,
  },
  {
    file: orders,
    at: inUnit('order_total'),
    instruction: 'rename the parameter lines to rows',
    unit: 'order_total',
    holds: /def order_total\(\s*rows\b[^]*in rows/u,
    lacks: /\blines\b/u,
  },
  {
    file: orders,
    at: afterUnit('average_total'),
    instruction: 'a function save_orders(orders, path) that writes the orders to a CSV file',
    unit: 'save_orders',
    holds: /def save_orders\(\s*orders[^]*open\(/u,
  },
];
