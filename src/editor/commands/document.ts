import * as vscode from 'vscode';
import { parseDocRecord } from '../../docs/docRecord.ts';
import { symbolsToDocument, type DocSymbol } from '../../docs/docSymbol.ts';
import { documentationStyle } from '../../docs/documentationStyle.ts';
import { documentFile, type DocEntry } from '../../docs/insertDocs.ts';
import { documentRequest } from '../../tasks/document.ts';
import { callOptions } from '../callOptions.ts';
import { tell } from '../tell.ts';
import type { Preview } from '../proposals/preview.ts';
import { describeFailure } from '../failures.ts';
import { failureContext } from '../failureContext.ts';
import type { ProposalOutcome, ProposalResult } from '../proposals/proposal.ts';
import { ensureReady } from '../ready.ts';
import { requestContext } from '../requestContext.ts';
import type { RequestScope } from '../requests.ts';
import type { Services } from '../services.ts';
import { isSimulated } from '../simulated.ts';
import { selectedLines, type Snapshot } from '../snapshot.ts';
import { activeSnapshot, freshSnapshot } from './activeSnapshot.ts';
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
        ? vscode.l10n.t('{0} already has a comment. It was left alone.', first.name)
        : vscode.l10n.t(
            'All {0} symbols in the selection already have comments. They were left alone.',
            symbols.length,
          ),
    );
  }
  if (!(await ensureReady(services))) return undefined;
  return propose(services, snapshot, bare);
}

async function propose(
  services: Services,
  snapshot: Snapshot,
  symbols: readonly DocSymbol[],
): Promise<ProposalResult> {
  const proposals = await services.proposals();
  const again = async (uri: vscode.Uri): Promise<ProposalResult> => {
    const fresh = await freshSnapshot(snapshot, uri);
    if (fresh === undefined) return 'failed';
    const bare = (await symbolsIn(services, fresh)).filter((symbol) => !symbol.documented);
    return bare.length === 0 ? 'nothing' : propose(services, fresh, bare);
  };
  return proposals.open({
    label: vscode.l10n.t('Documenting'),
    simulated: isSimulated(services.settings.current().config.model),
    snapshot,
    firstLine: symbols[0]?.line ?? 0,
    work: (scope, preview) => work(services, { snapshot, symbols }, scope, preview),
    again,
    onFailure: (error) =>
      tell(error, services, { subject: snapshot.name, retry: () => void again(snapshot.uri) }),
  });
}

/** One request a symbol, so that each comment appears as soon as its words are there. */
async function work(
  services: Services,
  { snapshot, symbols }: { readonly snapshot: Snapshot; readonly symbols: readonly DocSymbol[] },
  scope: RequestScope,
  preview: Preview,
): Promise<ProposalOutcome> {
  const provider = await services.provider();
  const syntax = await services.syntax();
  const { languageId, text: file } = snapshot;
  const entries: DocEntry[] = [];
  const wordless: string[] = [];
  const render = (): ReturnType<typeof documentFile> => documentFile({ syntax, languageId, file, entries });
  try {
    for (const symbol of symbols) {
      const { line: startLine, endLine } = symbol;
      const context = await requestContext(services, snapshot, { startLine, endLine }, scope.signal);
      const request = documentRequest({ languageId, path: snapshot.path, symbol, context });
      const { text } = await provider.generate(request, callOptions(scope));
      const record = parseDocRecord(text);
      if (record.kind === 'record') entries.push({ symbol, record: record.record });
      else wordless.push(symbol.name);
      const soFar = await render();
      if (soFar.kind === 'proposal') preview(() => soFar.text);
    }
  } catch (error) {
    // What the symbols before the failure got is not thrown away with it.
    if (entries.length === 0 || scope.signal.aborted) throw error;
    const partial = documentOutcome(await render(), wordless, snapshot.name);
    const warning = describeFailure(error, failureContext(services))?.message;
    return partial.kind === 'ready' && warning !== undefined ? { ...partial, warning } : partial;
  }
  return documentOutcome(entries.length === 0 ? undefined : await render(), wordless, snapshot.name);
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
