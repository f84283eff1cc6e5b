import { afterUnit, inUnit, selected } from '../answerTask.ts';
import type { AnswerTask } from '../answerTask.ts';

const logReader = 'java/LogReader.java';
const inventory = 'java/Inventory.java';

/** What is asked of the Java programs. */
export const javaTasks: readonly AnswerTask[] = [
  {
    file: logReader,
    at: inUnit('LogReader.join'),
    instruction: 'use a StringBuilder',
    unit: 'LogReader.join',
    holds: /new StringBuilder\([^]*append\(/u,
    always: true,
  },
  {
    file: logReader,
    at: inUnit('LogReader.isAdministrator'),
    instruction: 'compare with equals',
    unit: 'LogReader.isAdministrator',
    holds: /\.equals\(/u,
  },
  {
    file: logReader,
    at: inUnit('LogReader.errors'),
    instruction: 'use try-with-resources',
    unit: 'LogReader.errors',
    holds: /try \(/u,
  },
  {
    file: logReader,
    at: afterUnit('LogReader.join'),
    instruction: 'a method warnings(String path) that finds the lines that start with WARN',
    unit: 'LogReader.warnings',
    holds: /warnings\(String path\)[^]*"WARN/u,
  },
  {
    file: logReader,
    at: selected('while (line != null) {', 'return found'),
    instruction: 'ignore upper and lower case',
    unit: 'LogReader.errors',
    holds: /toUpperCase\(\)|toLowerCase\(\)|regionMatches\(true|equalsIgnoreCase/u,
  },
  {
    file: inventory,
    at: inUnit('Inventory.remove'),
    instruction: 'throw an IllegalArgumentException when the name is unknown',
    unit: 'Inventory.remove',
    holds: /throw new IllegalArgumentException/u,
    always: true,
  },
  {
    file: inventory,
    at: inUnit('Inventory.total'),
    instruction: 'multiply each price by the quantity',
    unit: 'Inventory.total',
    holds: /\*/u,
  },
  {
    file: inventory,
    at: inUnit('Inventory.lowStock'),
    instruction: 'use a stream instead of the loop',
    unit: 'Inventory.lowStock',
    holds: /\.stream\(\)[^]*\.filter\(/u,
    lacks: /\bfor \(/u,
  },
  {
    file: inventory,
    at: inUnit('Inventory.parseQuantity'),
    instruction: 'return 0 when the text is no number',
    unit: 'Inventory.parseQuantity',
    holds: /catch \(\s*(?:final )?NumberFormatException[^]*return 0/u,
  },
  {
    file: inventory,
    at: afterUnit('Inventory.total'),
    instruction: 'a method clear() that removes everything',
    unit: 'Inventory.clear',
    holds: /quantities\.clear\(\)/u,
  },
];
