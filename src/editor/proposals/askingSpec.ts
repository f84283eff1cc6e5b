import { movedTarget } from '../../edits/movedTarget.ts';
import { targetLines } from '../../edits/targetLines.ts';
import type { CallOptions } from '../../provider/provider.ts';
import { codeContext } from '../../tasks/codeContext.ts';
import { languageGuide } from '../../tasks/languageGuide.ts';
import { targetCode } from '../../tasks/targetCode.ts';
import { freshSnapshot } from '../freshSnapshot.ts';
import { requestContext } from '../requestContext.ts';
import type { Services } from '../services.ts';
import type { Snapshot } from '../snapshot.ts';
import { tell } from '../tell.ts';
import type { CodeQuestion } from './exchange.ts';
import type { ProposalSpec } from './proposal.ts';
import { streamCode } from './streamCode.ts';

/** What is proposed, however it is asked for. */
type About = Omit<ProposalSpec, 'work' | 'again' | 'onFailure'>;

/** A proposal that asks this question; asked again, about the code as it then is. */
export function askingSpec(
  services: Services,
  about: About,
  question: CodeQuestion,
  cache: CallOptions['cache'],
): ProposalSpec {
  return specOf(services, about, cache, { question, isOfNow: true });
}

/** A question; `isOfNow` is false while the code in it is that of an earlier text of the file. */
interface Asking {
  readonly question: CodeQuestion;
  readonly isOfNow: boolean;
}

function specOf(
  services: Services,
  about: About,
  cache: CallOptions['cache'],
  { question, isOfNow }: Asking,
): ProposalSpec {
  const { snapshot } = about;
  return {
    ...about,
    async work(scope, preview) {
      const asked = isOfNow ? question : await ofNow(services, snapshot, question, scope.signal);
      return streamCode(services, { ...asked, snapshot, cache }, scope, preview);
    },
    async again(uri, how) {
      const fresh = await freshSnapshot(snapshot, uri);
      if (fresh === undefined) return 'failed';
      const proposals = await services.proposals();
      const hasChanged = fresh.text !== snapshot.text;
      const target = hasChanged ? await targetOfNow(services, question, snapshot, fresh) : question.target;
      const asking = { question: { ...question, target }, isOfNow: isOfNow && !hasChanged };
      const firstLine = targetLines(target).startLine;
      const asked = about.asked && { asked: { ...about.asked, target } };
      return proposals.open(
        specOf(services, { ...about, ...asked, firstLine, snapshot: fresh }, how, asking),
      );
    },
    onFailure: (error, retry) =>
      tell(error, services, { subject: snapshot.name, model: question.request.model, retry }),
  };
}

async function targetOfNow(
  services: Services,
  { target }: CodeQuestion,
  { text: before }: Snapshot,
  { text: after, languageId }: Snapshot,
): Promise<CodeQuestion['target']> {
  const syntax = await services.syntax();
  using tree = await syntax.parse(languageId, after);
  return movedTarget(target, { before, after, tree });
}

/** The same wish and the same conversation, about the code that is in the file now. */
async function ofNow(
  services: Services,
  snapshot: Snapshot,
  question: CodeQuestion,
  signal: AbortSignal,
): Promise<CodeQuestion> {
  const { target, request } = question;
  // What tests are written for is in another file.
  if (!request.context.some(({ kind }) => kind === 'unit')) return question;
  const { languageId, path, text } = snapshot;
  const gathered = await requestContext(services, snapshot, targetLines(target), signal);
  const code = { label: path, text: targetCode(text, target), fence: languageGuide(languageId).fence };
  return { ...question, request: { ...request, context: codeContext(gathered, code) } };
}
