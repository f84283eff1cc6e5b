import type { CallOptions } from '../../provider/provider.ts';
import type { Services } from '../services.ts';
import { tell } from '../tell.ts';
import type { CodeQuestion } from './exchange.ts';
import type { ProposalSpec } from './proposal.ts';
import { streamCode } from './streamCode.ts';

/** A proposal that asks exactly this question, about exactly this text of the file, each time. */
export function askingSpec(
  services: Services,
  about: Omit<ProposalSpec, 'work' | 'again' | 'onFailure'>,
  question: CodeQuestion,
  cache: CallOptions['cache'],
): ProposalSpec {
  const { snapshot } = about;
  return {
    ...about,
    work: (scope, preview) => streamCode(services, { ...question, snapshot, cache }, scope, preview),
    async again(uri, how) {
      const proposals = await services.proposals();
      return proposals.open(
        askingSpec(services, { ...about, snapshot: { ...snapshot, uri } }, question, how),
      );
    },
    onFailure: (error, retry) =>
      tell(error, services, { subject: snapshot.name, model: question.request.model, retry }),
  };
}
