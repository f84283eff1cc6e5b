import * as vscode from 'vscode';
import { endpointHost, isThisComputer } from '../../provider/endpoint.ts';
import type { GenerationRequest } from '../../provider/provider.ts';
import { whatGoesWhere, type Share } from '../../tasks/whatGoesWhere.ts';
import { placeOfLocalhost } from '../placeOfLocalhost.ts';
import type { Services } from '../services.ts';

/** "about 410 tokens: 120 code, 30 imports and signature, 260 definitions, 90 instructions". */
export function tokensLine(request: GenerationRequest): string {
  const shares = whatGoesWhere(request);
  const sum = (...kinds: readonly Share['kind'][]): number =>
    shares.filter(({ kind }) => kinds.includes(kind)).reduce((total, { tokens }) => total + tokens, 0);
  const number = new Intl.NumberFormat(vscode.env.language);
  const listed = [
    [sum('unit'), vscode.l10n.t('code')],
    [sum('imports', 'enclosing'), vscode.l10n.t('imports and signature')],
    [sum('definition'), vscode.l10n.t('definitions')],
    [sum('system', 'prompt', 'history'), vscode.l10n.t('instructions')],
  ] as const;
  const words = listed
    .filter(([tokens]) => tokens > 0)
    .map(([tokens, word]) => `${number.format(tokens)} ${word}`);
  const total = shares.reduce((all, { tokens }) => all + tokens, 0);
  return vscode.l10n.t('about {0} tokens: {1}', number.format(total), words.join(', '));
}

/** "gpt-5.4-mini at api.openai.com", "qwen2.5-coder-0.5b on this computer". */
export function modelLine(services: Services, chosen?: string): string {
  const { config } = services.settings.current();
  const { endpoint } = config;
  const model = chosen ?? config.model;
  return isThisComputer(endpoint)
    ? `${model} ${placeOfLocalhost()}`
    : vscode.l10n.t('{0} at {1}', model, endpointHost(endpoint));
}
