import assert from 'node:assert/strict';
import { saysNoFault } from '../../../src/findings/saysNoFault.ts';

describe('An answer says that code has no fault', () => {
  for (const answer of [
    '{"none": true}',
    '```json\n{"none": true}\n```',
    'Here is the review:\n\n{"none": true}\n',
    '[]',
    '[\n]',
    '{"findings": []}',
    '```json\n{\n  "issues": []\n}\n```',
    'No faults.',
    'No security issues were found in this file.',
    'There are no obvious problems in the code.',
    'I found no bugs.',
    'Nothing wrong here.',
    'There is nothing wrong with `f() { return "x" }`.',
  ])
    it(`with ${JSON.stringify(answer)}`, () => assert.equal(saysNoFault(answer), true));

  for (const answer of [
    '',
    'I am sorry, I cannot help with that.',
    'No, I cannot help with that.',
    'Nothing would please me more than to help.',
    '- SQL injection in `find`: the name is pasted into the query.\n- The file is never closed.',
    'No faults?\nThe query is built from the name: an SQL injection.',
    '{"status": "fine"}',
    '{"none": false}',
    '{"findings": [{"message": "m"}]}',
    '{"none": true',
    '{}',
    '[1]',
    '```python\nprint("better")\n```',
  ])
    it(`but not with ${JSON.stringify(answer)}`, () => assert.equal(saysNoFault(answer), false));
});
