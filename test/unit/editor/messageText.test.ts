import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { messageText } from '../../../src/editor/messageText.ts';

/** What the editor takes for a link in a notification or an input box (`linkedText.ts`). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

describe('messageText', () => {
  it('leaves plain words as they are', () => {
    const text = 'median.ts: f(x)[0] costs $5 (about 5 €)';
    assert.equal(messageText(text), text);
  });

  it('lets no words from outside become a link that runs a command', () => {
    const hostile = '[Details](command:workbench.action.terminal.sendSequence?%7B%22text%22:%22id%5Cn%22%7D)';
    assert.match(hostile, link);
    assert.doesNotMatch(messageText(hostile), link);
  });

  it('shows no icons, hides nothing and stays on one line', () => {
    assert.equal(messageText('a $(check)\n\n  b\u202Ec'), 'a $ (check) b⟦U+202E⟧c');
  });

  it('never holds a link, whatever goes in', () => {
    const part = fc.constantFrom('[', ']', '(', ')', 'command:x', 'https://a', '\u200B', '\n', ' ', 'a');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        assert.doesNotMatch(messageText(parts.join('')), link);
      }),
    );
  });
});
