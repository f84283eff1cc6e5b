import { previewAnswer } from '../../edits/preview.ts';
import { readAnswer } from '../../edits/readAnswer.ts';
import type { EditTarget } from '../../edits/target.ts';
import { isProviderError } from '../../provider/errors.ts';
import type { CallOptions, GenerationRequest } from '../../provider/provider.ts';
import { failureContext } from '../failureContext.ts';
import type { RequestScope } from '../requests.ts';
import type { Services } from '../services.ts';
import type { Snapshot } from '../snapshot.ts';
import { cachedSince } from '../cacheWords.ts';
import { callOptions } from '../callOptions.ts';
import { brokenOffOutcome, fromCache, outcomeOf } from './answerOutcome.ts';
import type { Preview } from './preview.ts';
import type { ProposalOutcome } from './proposal.ts';

/** What is asked for, and where its code goes. */
export interface CodeEdit {
  readonly snapshot: Snapshot;
  readonly target: EditTarget;
  readonly request: GenerationRequest;
  readonly instruction?: string;
  readonly cache: CallOptions['cache'];
}

/** Asks for code, shows it as it arrives, and judges the answer; throws a `ProviderError` when nothing of it came. */
export async function streamCode(
  services: Services,
  edit: CodeEdit,
  scope: RequestScope,
  preview: Preview,
): Promise<ProposalOutcome> {
  const { snapshot, target, request, instruction } = edit;
  const provider = await services.provider();
  const syntax = await services.syntax();
  const judge = async (ended: 'complete' | 'truncated') =>
    readAnswer({
      file: snapshot.text,
      path: snapshot.path,
      languageId: snapshot.languageId,
      target,
      instruction: instruction ?? request.prompt,
      answer,
      ended,
      syntax,
    });
  let answer = '';
  let storedAt: number | undefined;
  try {
    for await (const event of provider.stream(request, callOptions(scope, edit.cache))) {
      if (event.type === 'done') storedAt = cachedSince(event);
      if (event.type !== 'text') continue;
      answer += event.text;
      const soFar = answer;
      preview(() => previewAnswer(snapshot.text, target, soFar));
    }
  } catch (error) {
    if (scope.signal.aborted || answer.trim() === '' || !isProviderError(error)) throw error;
    scope.noteFailure(error);
    return brokenOffOutcome(
      await judge('truncated'),
      error,
      failureContext(services, { subject: snapshot.name, model: request.model }),
    );
  }
  return fromCache(outcomeOf(await judge('complete'), snapshot.name), storedAt);
}
