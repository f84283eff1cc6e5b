import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { createLedger } from '../ledger/ledger.ts';
import { loadOnce } from '../syntax/loadOnce.ts';
import { createAskAgain } from './askAgain.ts';
import { FindingStore } from './findings/findingStore.ts';
import { lazyEndpoints } from './lazyEndpoints.ts';
import { createLedgerStore } from './ledgerStore.ts';
import { createObserver } from './observer.ts';
import { createPlainHttp } from './plainHttp.ts';
import { createProposalRooms } from './proposals/proposalRooms.ts';
import { createQuietLine } from './quietLine.ts';
import { createRenames } from './renames.ts';
import { createRequests } from './requests.ts';
import { createKeyStore } from './secrets.ts';
import type { AtHand, Own, Services } from './services.ts';
import { createSettings } from './settings.ts';
import { isSimulated } from './simulated.ts';
import { createStatusBar } from './statusBar.ts';
import { createTransportSecrets } from './transportSecrets.ts';

/** Puts everything together by hand; what is heavy comes when it is first asked for. */
export function createServices(
  context: vscode.ExtensionContext,
  own: Own,
  { item, files }: AtHand,
): Services {
  const core = createCore(context, own, item);
  const requests = own(createRequests(() => core.statusBar));
  const services: Services = {
    ...core,
    ...provided(context, own, core),
    ...rooms(context, own),
    ...createProposalRooms(context, files, () => services),
    requests,
    extensionUri: context.extensionUri,
    secrets: context.secrets,
    workspaceState: context.workspaceState,
    renames: own(createRenames()),
    findings: own(new FindingStore()),
    askAgain: own(createAskAgain()),
    analysisLine: own(createQuietLine('opencrates.analysis', vscode.l10n.t('OpenCrates: findings'))),
  };
  return services;
}

/** What is there from the start: the configuration, who may be asked, what was spent and what is seen of it. */
function createCore(context: vscode.ExtensionContext, own: Own, item: vscode.StatusBarItem) {
  const { globalState: memory, secrets } = context;
  const log = own(vscode.window.createOutputChannel('OpenCrates', { log: true }));
  const settings = own(createSettings(process.env, log));
  const keys = own(createKeyStore(secrets, process.env));
  const plainHttp = own(createPlainHttp(memory, keys.onDidChange));
  const transportSecrets = createTransportSecrets(secrets);
  const endpoints = lazyEndpoints({ settings, keys, plainHttp, transportSecrets, memory });
  const ledger = createLedger(createLedgerStore(memory), () => new Date());
  const statusBar = own(createStatusBar(item, { settings, keys, ledger, isSimulated }));
  const version = String(context.extension.packageJSON.version);
  const { observability } = own(createObserver({ context, version, log, settings, ...endpoints }));
  const asked = { settings, keys, plainHttp, transportSecrets, ledger, log };
  return { ...asked, ...endpoints, endpoints, statusBar, version, observability };
}

type Core = ReturnType<typeof createCore>;

/** The way of a request to an answer, from the cache or from an endpoint. */
function provided(
  { globalStorageUri: folder, globalState: state }: vscode.ExtensionContext,
  own: Own,
  core: Core,
): Pick<Services, 'answerCache' | 'provider' | 'resilience'> {
  const answerCache = loadOnce(async () => {
    const { createAnswerCache } = await import('./answerCache.ts');
    return own(createAnswerCache({ ...core, book: await core.book(), folder, state }));
  });
  const guarded = loadOnce(async () => {
    const { createEditorProvider } = await import('./editorProvider.ts');
    const [cache, observability] = await Promise.all([answerCache(), core.observability()]);
    return createEditorProvider({ ...core, cache, observability });
  });
  return {
    answerCache,
    provider: async () => (await guarded()).provider,
    resilience: async () => (await guarded()).resilience,
  };
}

/** What reads code and what shows answers. */
function rooms(context: vscode.ExtensionContext, own: Own): Pick<Services, 'syntax' | 'explainPanel'> {
  const syntax = loadOnce(async () => {
    const { createSyntax } = await import('../syntax/syntax.ts');
    return createSyntax((name) => readFile(context.asAbsolutePath(`dist/grammars/${name}`)));
  });
  return {
    syntax,
    explainPanel: loadOnce(async () => {
      const { createExplainPanel } = await import('./webviews/explainPanel.ts');
      return own(createExplainPanel(context.extensionUri));
    }),
  };
}
