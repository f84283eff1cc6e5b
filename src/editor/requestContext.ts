import * as vscode from 'vscode';
import { gatherContext } from '../context/gatherContext.ts';
import { endpointHost, isThisComputer } from '../provider/endpoint.ts';
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

/** "about 410 tokens: 120 code, 30 imports, 260 definitions". */
export function tokensLine(parts: readonly ContextPart[]): string {
  const sum = (kinds: readonly ContextPart['kind'][]): number =>
    parts.filter((part) => kinds.includes(part.kind)).reduce((total, part) => total + part.tokens, 0);
  const number = new Intl.NumberFormat(vscode.env.language);
  const shares = [
    [sum(['unit']), (count: string) => vscode.l10n.t('{0} code', count)],
    [sum(['imports', 'enclosing']), (count: string) => vscode.l10n.t('{0} imports and signature', count)],
    [sum(['definition']), (count: string) => vscode.l10n.t('{0} definitions', count)],
  ] as const;
  const listed = shares.filter(([tokens]) => tokens > 0).map(([tokens, word]) => word(number.format(tokens)));
  const total = number.format(shares.reduce((all, [tokens]) => all + tokens, 0));
  return listed.length === 0
    ? vscode.l10n.t('about {0} tokens', total)
    : vscode.l10n.t('about {0} tokens: {1}', total, listed.join(', '));
}

/** "gpt-5.4-mini at api.openai.com", "qwen2.5-coder-0.5b on this computer". */
export function modelLine(services: Services): string {
  const { endpoint, model } = services.settings.current().config;
  return isThisComputer(endpoint)
    ? vscode.l10n.t('{0} on this computer', model)
    : vscode.l10n.t('{0} at {1}', model, endpointHost(endpoint));
}
