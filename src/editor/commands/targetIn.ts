import { chooseTarget, type EditTarget } from '../../edits/target.ts';
import type { Services } from '../services.ts';
import type { Snapshot } from '../snapshot.ts';

/** What an instruction at the cursor or selection of a document is about. */
export async function targetIn(
  services: Services,
  { languageId, text, selection }: Snapshot,
): Promise<EditTarget> {
  const syntax = await services.syntax();
  using tree = await syntax.parse(languageId, text);
  const { start, end } = selection;
  return chooseTarget(
    text,
    {
      startLine: start.line,
      startCharacter: start.character,
      endLine: end.line,
      endCharacter: end.character,
    },
    tree,
  );
}
