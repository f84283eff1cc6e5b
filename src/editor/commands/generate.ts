import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { EditTarget } from '../../edits/target.ts';
import { targetLines } from '../../edits/targetLines.ts';
import type { CallOptions, ContextPart, GenerationRequest } from '../../provider/provider.ts';
import { generateRequest } from '../../tasks/generate.ts';
import { tell } from '../tell.ts';
import type { ProposalResult } from '../proposals/proposal.ts';
import { streamCode } from '../proposals/streamCode.ts';
import { ensureReady } from '../ready.ts';
import { requestContext } from '../requestContext.ts';
import type { Services } from '../services.ts';
import { isSimulated } from '../simulated.ts';
import type { Snapshot } from '../snapshot.ts';
import { activeSnapshot } from './activeSnapshot.ts';
import { freshSnapshot } from '../freshSnapshot.ts';
import { askInstruction, forgetInstruction, type Instruction, keepInstruction } from './askInstruction.ts';
import { readRequestOptions, type RequestOptions } from './requestOptions.ts';
import { targetIn } from './targetIn.ts';
import { tokensLine } from './requestWords.ts';
import { targetWords } from './targetWords.ts';

const argumentsSchema = z.object({ instruction: z.string().check(z.minLength(1)) });

/** Generate: asks for an instruction (or takes it from the caller) and proposes a change at the cursor or selection. */
export async function generate(services: Services, args: unknown): Promise<ProposalResult | undefined> {
  const snapshot = await activeSnapshot('write');
  if (snapshot === undefined || !(await ensureReady(services))) return undefined;
  const target = await targetIn(services, snapshot);
  const { context, stop } = startGathering(services, snapshot, target);
  const given = argumentsSchema.safeParse(args);
  const asked: Instruction | undefined = given.success
    ? { instruction: given.data.instruction, options: readRequestOptions(args) }
    : await askInstruction(services, {
        title: vscode.l10n.t('Generate'),
        placeholder: exampleFor(target),
        place: targetWords(target),
        uri: snapshot.uri,
        options: {},
        sent: async () => [
          tokensLine(requestFor({ snapshot, target, instruction: '', options: {} }, await context)),
        ],
      });
  if (asked === undefined) {
    stop();
    return undefined;
  }
  return propose(services, { snapshot, target, ...asked, context, stop, cache: 'use' });
}

/** Proposes a change of a document that may not be in front. */
export async function proposeIn(
  services: Services,
  snapshot: Snapshot,
  asked: Instruction,
): Promise<ProposalResult> {
  const target = await targetIn(services, snapshot);
  const gathering = startGathering(services, snapshot, target);
  return propose(services, { snapshot, target, ...asked, ...gathering, cache: 'use' });
}

interface GenerateEdit {
  readonly snapshot: Snapshot;
  readonly target: EditTarget;
  readonly instruction: string;
  /** Kept when it is generated again. */
  readonly options: RequestOptions;
}

/** How the answer is asked for. */
interface Serving {
  readonly cache: CallOptions['cache'];
}

/** What is gathered for a request while the instruction is typed; `stop` ends it. */
interface Gathering {
  readonly context: Promise<readonly ContextPart[]>;
  readonly stop: () => void;
}

function startGathering(services: Services, snapshot: Snapshot, target: EditTarget): Gathering {
  const abort = new AbortController();
  const context = requestContext(services, snapshot, targetLines(target), abort.signal);
  // Whoever waits for it is told; until then a failure must not count as unhandled.
  context.catch(() => undefined);
  return { context, stop: () => abort.abort() };
}

function requestFor(
  { snapshot, target, instruction, options }: GenerateEdit,
  context: readonly ContextPart[],
): GenerationRequest {
  const { languageId, path, text: file } = snapshot;
  return { ...generateRequest({ languageId, path, instruction, target, file, context }), ...options };
}

async function propose(
  services: Services,
  edit: GenerateEdit & Gathering & Serving,
): Promise<ProposalResult> {
  const { snapshot, target, instruction, options } = edit;
  keepInstruction(services, snapshot.uri, instruction);
  const proposals = await services.proposals();
  const result = await proposals.open({
    label: vscode.l10n.t('Generating'),
    simulated: isSimulated(options.model ?? services.settings.current().config.model),
    instruction,
    snapshot,
    asked: { target, instruction },
    firstLine: targetLines(target).startLine,
    async work(scope, preview) {
      scope.signal.addEventListener('abort', edit.stop, { once: true });
      const request = requestFor(edit, await edit.context);
      const { cache } = edit;
      return streamCode(services, { snapshot, target, request, instruction, cache }, scope, preview);
    },
    again: (uri, cache) => proposeAgain(services, { ...edit, cache }, uri),
    onFailure: (error, retry) =>
      tell(error, services, { subject: snapshot.name, model: options.model, retry }),
  });
  if (result === 'ready') forgetInstruction(snapshot.uri);
  return result;
}

async function proposeAgain(
  services: Services,
  edit: GenerateEdit & Serving,
  uri: vscode.Uri,
): Promise<ProposalResult> {
  const snapshot = await freshSnapshot(edit.snapshot, uri);
  if (snapshot === undefined) return 'failed';
  const target = await targetIn(services, snapshot);
  return propose(services, { ...edit, snapshot, target, ...startGathering(services, snapshot, target) });
}

function exampleFor(target: EditTarget): string {
  return target.kind === 'insert'
    ? vscode.l10n.t('For example: a function that reads a CSV line into fields')
    : vscode.l10n.t('For example: handle an empty list');
}
