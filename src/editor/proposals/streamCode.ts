import { joinedAnswers, wholeLines } from '../../edits/continuation.ts';
import { previewAnswer } from '../../edits/preview.ts';
import { readJoined, type ReadOutcome } from '../../edits/readJoined.ts';
import { isProviderError, type ProviderError } from '../../provider/errors.ts';
import type { CallOptions, GenerationRequest } from '../../provider/provider.ts';
import type { Usage } from '../../provider/usage.ts';
import { goOnRequest, inFullRequest } from '../../tasks/goOn.ts';
import type { SyntaxTree } from '../../syntax/syntax.ts';
import { failureContext } from '../failureContext.ts';
import type { RequestScope } from '../requests.ts';
import type { Services } from '../services.ts';
import type { Snapshot } from '../snapshot.ts';
import { cachedSince } from '../cacheWords.ts';
import { callOptions } from '../callOptions.ts';
import { brokenOffOutcome, fromCache, outcomeOf } from './answerOutcome.ts';
import type { CodeQuestion, Exchange } from './exchange.ts';
import type { Preview } from './preview.ts';
import type { More, ProposalOutcome } from './proposal.ts';

/** What is asked for, and where its code goes. */
export interface CodeEdit extends CodeQuestion {
  readonly snapshot: Snapshot;
  readonly cache: CallOptions['cache'];
}

/** A request that follows an answer which was not whole. */
interface Following {
  readonly request: GenerationRequest;
  /** What the answer goes on from, in whole lines; undefined when it is to stand alone. */
  readonly begun?: string;
}

/** Asks for code, shows it as it arrives, and judges the answer; throws a `ProviderError` when nothing of it came. */
export async function streamCode(
  services: Services,
  edit: CodeEdit,
  scope: RequestScope,
  preview: Preview,
): Promise<ProposalOutcome> {
  return streamAnswer(services, { ...edit, next: { request: edit.request } }, scope, preview);
}

async function streamAnswer(
  services: Services,
  edit: CodeEdit & { readonly next: Following },
  scope: RequestScope,
  preview: Preview,
): Promise<ProposalOutcome> {
  const { snapshot, target, request } = edit;
  const { begun } = edit.next;
  const provider = await services.provider();
  const syntax = await services.syntax();
  const readings = (said: string): readonly string[] =>
    begun === undefined ? [said] : joinedAnswers(begun, said);
  // Parsed once the request is out: while the answer is on its way there is time.
  let parsing: Promise<SyntaxTree | undefined> | undefined;
  const parse = (): Promise<SyntaxTree | undefined> =>
    (parsing ??= syntax.parse(snapshot.languageId, snapshot.text));
  const judge = async (ended: 'complete' | 'truncated'): Promise<ReadOutcome> => {
    const { text: file, path, languageId } = snapshot;
    const instruction = edit.instruction ?? request.prompt;
    const tree = await parse();
    const known = tree === undefined ? {} : { tree };
    return readJoined(
      { file, path, languageId, target, instruction, ended, syntax, ...known },
      readings(said),
    );
  };
  let said = '';
  let storedAt: number | undefined;
  let usage: Usage | undefined;
  try {
    for await (const event of provider.stream(edit.next.request, callOptions(scope, edit.cache))) {
      if (event.type === 'done') {
        storedAt = cachedSince(event);
        usage = event.usage;
      }
      if (event.type !== 'text') continue;
      void parse().catch(() => undefined);
      said += event.text;
      const soFar = said;
      preview(() => previewAnswer(snapshot.text, target, readings(soFar)[0] ?? ''));
    }
    const read = await judge('complete');
    const outcome = fromCache(outcomeOf(read.outcome, snapshot.name), storedAt);
    return { ...outcome, ...more(services, edit, read), exchange: exchangeOf(edit, read, usage) };
  } catch (error) {
    if (scope.signal.aborted || said.trim() === '' || !isProviderError(error)) throw error;
    scope.noteFailure(error);
    const read = await judge('truncated');
    const about = failureContext(services, { subject: snapshot.name, model: request.model });
    const outcome = brokenOffOutcome(read.outcome, error, about);
    return { ...outcome, ...more(services, edit, read, error), exchange: exchangeOf(edit, read, usage) };
  } finally {
    (await parsing?.catch(() => undefined))?.[Symbol.dispose]();
  }
}

/** The way to the rest of an answer that is not whole, or to all of one that left code out. */
function more(
  services: Services,
  edit: CodeEdit,
  { outcome, answer }: ReadOutcome,
  error?: ProviderError,
): Pick<Extract<ProposalOutcome, { kind: 'problem' }>, 'more'> {
  const { truncation } = error ?? {};
  // Of a prompt that was cut, and from a model that does not stop, more would be no better.
  if (truncation === 'promptCut' || truncation === 'outputBound') return {};
  if (outcome.kind === 'elided') return { more: moreOf(services, edit, answer, 'parts') };
  const isCut = error !== undefined || outcome.kind === 'truncated';
  return isCut && wholeLines(answer).trim() !== '' ? { more: moreOf(services, edit, answer, 'rest') } : {};
}

/** Asks for what this answer to the question lacks. */
export function moreOf(services: Services, edit: CodeEdit, answer: string, lacks: More['lacks']): More {
  const begun = wholeLines(answer);
  const next =
    lacks === 'rest'
      ? { request: goOnRequest(edit.request, begun), begun }
      : { request: inFullRequest(edit.request, answer) };
  return { lacks, work: (scope, preview) => streamAnswer(services, { ...edit, next }, scope, preview) };
}

/** What was said, without how it was served. */
function exchangeOf(edit: CodeEdit, { answer }: ReadOutcome, usage: Usage | undefined): Exchange {
  const { target, request, instruction, conversation } = edit;
  const question = {
    target,
    request,
    ...(instruction !== undefined && { instruction }),
    ...(conversation !== undefined && { conversation }),
  };
  return { answer, question, ...(usage !== undefined && { usage }) };
}
