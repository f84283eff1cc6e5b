import type { Syntax } from '../syntax/syntax.ts';
import { isBlank } from './indentation.ts';
import { isCloser } from './place.ts';

/** True when code stops in the middle: brackets are open and the last line does not look like an end. */
export async function isCut(lines: readonly string[], languageId: string, syntax: Syntax): Promise<boolean> {
  using tree = await syntax.parseFragment(languageId, lines.join('\n'));
  let open = 0;
  for (const token of tree?.codeTokens() ?? []) {
    if (/^[([{]$/u.test(token)) open += 1;
    if (/^[)\]}]$/u.test(token)) open -= 1;
  }
  return open > 0 && !isCloser(lines.findLast((line) => !isBlank(line)));
}
