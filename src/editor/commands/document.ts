import * as vscode from 'vscode';
import { parseDocRecord } from '../../docs/docRecord.ts';
import { symbolsToDocument, type DocSymbol } from '../../docs/docSymbol.ts';
import { documentationStyle } from '../../docs/documentationStyle.ts';
import { documentFile, type DocEntry } from '../../docs/insertDocs.ts';
import { documentRequest } from '../../tasks/document.ts';
import type { CallOptions, GenerationDone } from '../../provider/provider.ts';
import { usageOf, type Usage } from '../../provider/usage.ts';
import { allCachedSince } from '../cacheWords.ts';
import { callOptions } from '../callOptions.ts';
import { messageText } from '../messageText.ts';
import { tell } from '../tell.ts';
import type { Preview } from '../proposals/preview.ts';
import { isProviderError } from '../../provider/errors.ts';
import { describeFailure } from '../failures.ts';
import { failureContext } from '../failureContext.ts';
import type { ProposalOutcome, ProposalResult, ProposalSpec } from '../proposals/proposal.ts';
import { ensureReady } from '../ready.ts';
import { requestContext } from '../requestContext.ts';
import type { RequestScope } from '../requests.ts';
import type { Services } from '../services.ts';
import { isSimulated } from '../simulated.ts';
import { selectedLines, type Snapshot } from '../snapshot.ts';
import { activeSnapshot } from './activeSnapshot.ts';
import { freshSnapshot } from '../freshSnapshot.ts';
import { fromCache } from '../proposals/answerOutcome.ts';
import { documentOutcome } from './documentOutcome.ts';

/** Document: proposes a comment for the symbol under the cursor, or for those in the selection. */
export async function document(services: Services): Promise<ProposalResult | undefined> {
  const snapshot = await activeSnapshot('write');
  if (snapshot === undefined) return undefined;
  if (documentationStyle(snapshot.languageId) === undefined) {
    return say(
      vscode.l10n.t(
        'Document knows TypeScript, JavaScript, Python and Rust. {0} is none of these, so nothing was sent.',
        snapshot.name,
      ),
    );
  }
  const symbols = await symbolsIn(services, snapshot);
  const first = symbols[0];
  if (first === undefined)
    return say(vscode.l10n.t('There is no function, class or type at the cursor in {0}.', snapshot.name));
  const bare = symbols.filter((symbol) => !symbol.documented);
  if (bare.length === 0) {
    return say(
      symbols.length === 1
        ? vscode.l10n.t('{0} already has a comment. It was left alone.', messageText(first.name))
        : vscode.l10n.t(
            'All {0} symbols in the selection already have comments. They were left alone.',
            symbols.length,
          ),
    );
  }
  if (!(await ensureReady(services))) return undefined;
  const documented = symbols.filter((symbol) => symbol.documented).map(({ name }) => name);
  return propose(services, { snapshot, symbols: bare, documented, cache: 'use' });
}

/** The symbols to describe, and the names of those that have a comment already. */
interface DocumentWork {
  readonly snapshot: Snapshot;
  readonly symbols: readonly DocSymbol[];
  readonly documented: readonly string[];
  readonly cache: CallOptions['cache'];
}

async function propose(services: Services, task: DocumentWork): Promise<ProposalResult> {
  const { snapshot, symbols } = task;
  const proposals = await services.proposals();
  const again: ProposalSpec['again'] = async (uri, cache) => {
    const fresh = await freshSnapshot(snapshot, uri);
    if (fresh === undefined) return 'failed';
    const bare = (await symbolsIn(services, fresh)).filter((symbol) => !symbol.documented);
    if (bare.length > 0) return propose(services, { ...task, snapshot: fresh, symbols: bare, cache });
    say(vscode.l10n.t('There is nothing left to document at this place in {0}.', fresh.name));
    return 'nothing';
  };
  return proposals.open({
    label: vscode.l10n.t('Documenting'),
    simulated: isSimulated(services.settings.current().config.model),
    instruction: vscode.l10n.t('Document {0}', symbols.map(({ name }) => name).join(', ')),
    snapshot,
    firstLine: symbols[0]?.line ?? 0,
    work: (scope, preview) => work(services, task, scope, preview),
    again,
    onFailure: (error, retry) => tell(error, services, { subject: snapshot.name, retry }),
  });
}

/** One request a symbol, so that each comment appears as soon as its words are there. */
async function work(
  services: Services,
  { snapshot, symbols, documented, cache }: DocumentWork,
  scope: RequestScope,
  preview: Preview,
): Promise<ProposalOutcome> {
  const provider = await services.provider();
  const syntax = await services.syntax();
  const { languageId, text: file } = snapshot;
  const entries: DocEntry[] = [];
  const wordless: string[] = [];
  const parts: GenerationDone[] = [];
  const answers: string[] = [];
  const render = (): ReturnType<typeof documentFile> => documentFile({ syntax, languageId, file, entries });
  try {
    for (const [index, symbol] of symbols.entries()) {
      if (symbols.length > 1)
        scope.relabel(vscode.l10n.t('Documenting {0} of {1}', index + 1, symbols.length));
      const { line: startLine, endLine } = symbol;
      const context = await requestContext(services, snapshot, { startLine, endLine }, scope.signal);
      const request = documentRequest({ languageId, path: snapshot.path, symbol, context });
      const { text, done } = await provider.generate(request, callOptions(scope, cache));
      parts.push(done);
      answers.push(text);
      const record = parseDocRecord(text);
      if (record.kind === 'record') entries.push({ symbol, record: record.record });
      else wordless.push(messageText(symbol.name));
      const soFar = await render();
      if (soFar.kind === 'proposal') preview(() => soFar.text);
    }
  } catch (error) {
    // What the symbols before the failure got is not thrown away with it; a fault of ours is told as one.
    if (entries.length === 0 || scope.signal.aborted || !isProviderError(error)) throw error;
    scope.noteFailure(error);
    const partial = documentOutcome(await render(), { wordless, documented, name: snapshot.name });
    const about = { subject: snapshot.name, isKept: true };
    const warning = describeFailure(error, failureContext(services, about))?.message;
    return partial.kind === 'ready' && warning !== undefined ? { ...partial, warning } : partial;
  }
  const rendered = entries.length === 0 ? undefined : await render();
  const outcome = documentOutcome(rendered, { wordless, documented, name: snapshot.name });
  const told = fromCache(outcome, allCachedSince(parts));
  if (told.kind === 'nothing') return told;
  return { ...told, exchange: { answer: answers.join('\n\n'), usage: usageOfAll(parts) } };
}

function usageOfAll(parts: readonly GenerationDone[]): Usage {
  const sum = (count: keyof Usage): number => parts.reduce((total, { usage }) => total + usage[count], 0);
  return usageOf(sum('promptTokens'), sum('completionTokens'));
}

async function symbolsIn(services: Services, snapshot: Snapshot): Promise<readonly DocSymbol[]> {
  const syntax = await services.syntax();
  using tree = await syntax.parse(snapshot.languageId, snapshot.text);
  if (tree === undefined) return [];
  return symbolsToDocument(tree, selectedLines(snapshot.selection));
}

function say(message: string): undefined {
  void vscode.window.showInformationMessage(message);
  return undefined;
}
