import { gatherContext } from '../context/gatherContext.ts';
import { estimateTokens } from '../provider/estimateTokens.ts';
import type { ContextPart } from '../provider/provider.ts';
import type { LineRange } from '../syntax/lineRange.ts';
import { createDefinitionLookup } from './definitionLookup.ts';
import type { Services } from './services.ts';
import type { Snapshot } from './snapshot.ts';

/** Tokens of signatures of other definitions that may go with a request. */
const definitionBudget = 1000;

/** What goes with a request about these lines of the snapshot. */
export async function requestContext(
  services: Services,
  snapshot: Snapshot,
  range: LineRange,
  signal: AbortSignal,
): Promise<readonly ContextPart[]> {
  const syntax = await services.syntax();
  using tree = await syntax.parse(snapshot.languageId, snapshot.text);
  return await gatherContext({
    text: snapshot.text,
    languageId: snapshot.languageId,
    range,
    tree,
    lookup: createDefinitionLookup(snapshot.uri),
    syntax,
    budgetTokens: definitionBudget,
    countTokens: estimateTokens,
    signal,
  });
}
