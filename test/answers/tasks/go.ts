import { afterUnit, inUnit, selected } from '../answerTask.ts';
import type { AnswerTask } from '../answerTask.ts';

const limiter = 'go/limiter.go';
const inventory = 'go/inventory.go';

/** What is asked of the Go programs. */
export const goTasks: readonly AnswerTask[] = [
  {
    file: limiter,
    at: inUnit('readFirstByte'),
    instruction: 'close the file with defer',
    unit: 'readFirstByte',
    holds: /defer (?:file\.Close|func\(\))/u,
    always: true,
  },
  {
    file: limiter,
    at: inUnit('Limiter'),
    instruction: 'add a field mutex of type sync.Mutex',
    unit: 'Limiter',
    holds: /mutex\s+sync\.Mutex/u,
    fileHolds: /"sync"/u,
  },
  {
    file: limiter,
    at: afterUnit('Allow'),
    instruction: 'a method Reset(client string) that forgets a client',
    unit: 'Reset',
    holds: /\(\w+ \*?Limiter\) Reset\(client string\)[^]*delete\(/u,
  },
  {
    file: limiter,
    at: inUnit('Allow'),
    instruction: 'rename the parameter client to name',
    unit: 'Allow',
    holds: /Allow\(name string, now time\.Time\)[^]*seen\[name\]/u,
    lacks: /\bclient\b/u,
  },
  {
    file: inventory,
    at: inUnit('Remove'),
    instruction: 'return an error when the item is unknown',
    unit: 'Remove',
    holds: /\) error \{[^]*return (?:fmt\.Errorf|errors\.New)/u,
    always: true,
  },
  {
    file: inventory,
    at: inUnit('Total'),
    instruction: 'multiply the price by the quantity',
    unit: 'Total',
    holds: /item\.Price \* float64\(item\.Quantity\)|float64\(item\.Quantity\) \* item\.Price/u,
  },
  {
    file: inventory,
    at: inUnit('countWords'),
    instruction: 'ignore upper and lower case',
    unit: 'countWords',
    holds: /strings\.ToLower\(/u,
  },
  {
    file: inventory,
    at: inUnit('readLines'),
    instruction: 'return the error of os.Open, too',
    unit: 'readLines',
    holds: /\(\[\]string, error\)[^]*err != nil/u,
  },
  {
    file: inventory,
    at: selected('for scanner.Scan() {', '}'),
    instruction: 'leave out blank lines',
    unit: 'readLines',
    holds: /strings\.TrimSpace\(|!= ""|== ""|len\(/u,
  },
  {
    file: inventory,
    at: afterUnit('Total'),
    instruction: 'a function sortedNames(inv *Inventory) []string that returns the names in order',
    unit: 'sortedNames',
    holds: /sortedNames\(inv \*Inventory\) \[\]string[^]*(?:sort|slices)\./u,
    fileHolds: /"(?:sort|slices)"/u,
  },
];
