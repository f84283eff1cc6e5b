import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { createAskAgain } from './editor/askAgain.ts';
import { codeActionKinds, createCodeActions } from './editor/codeActions.ts';
import { watchDiagnostics } from './editor/diagnosticsContext.ts';
import { createFindingHover } from './editor/findings/findingHover.ts';
import { FindingStore } from './editor/findings/findingStore.ts';
import { createUnplacedView } from './editor/findings/unplacedView.ts';
import { createPlainHttp } from './editor/plainHttp.ts';
import { createObserver } from './editor/observer.ts';
import { createProposalFiles, registerProposalFiles } from './editor/proposals/proposalFiles.ts';
import { registerCommands } from './editor/registerCommands.ts';
import { createRenames } from './editor/renames.ts';
import { createRequests } from './editor/requests.ts';
import { lazyEndpoints } from './editor/lazyEndpoints.ts';
import { createKeyStore } from './editor/secrets.ts';
import type { Services } from './editor/services.ts';
import { createSettings } from './editor/settings.ts';
import { isSimulated } from './editor/simulated.ts';
import { createStatusBar } from './editor/statusBar.ts';
import { createTransportSecrets } from './editor/transportSecrets.ts';
import { createLedger, type LedgerStore } from './ledger/ledger.ts';
import { loadOnce } from './syntax/loadOnce.ts';

/** Where the ledger's days are kept, on this computer only. */
const ledgerKey = 'opencrates.ledger';

function ledgerStore(memory: vscode.Memento): LedgerStore {
  return {
    get: () => memory.get<unknown>(ledgerKey),
    set: (value) => memory.update(ledgerKey, value),
  };
}

/** Registers everything and loads nothing heavy: the rooms come with the first verb. */
export function activate(context: vscode.ExtensionContext): void {
  const own = <T extends vscode.Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const log = own(vscode.window.createOutputChannel('OpenCrates', { log: true }));
  const settings = own(createSettings(process.env, log));
  const keys = own(createKeyStore(context.secrets, process.env));
  const plainHttp = own(createPlainHttp(context.globalState, keys.onDidChange));
  const transportSecrets = createTransportSecrets(context.secrets);
  const memory = context.globalState;
  const endpoints = lazyEndpoints({ settings, keys, plainHttp, transportSecrets, memory });
  const ledger = createLedger(ledgerStore(memory), () => new Date());
  const statusBar = own(createStatusBar({ settings, keys, ledger, isSimulated }));
  const requests = own(createRequests(() => statusBar));
  const findings = own(new FindingStore());
  const files = own(createProposalFiles());
  const version = String(context.extension.packageJSON.version);
  const { observability } = own(createObserver({ context, version, log, settings, ...endpoints }));
  const core = { settings, keys, plainHttp, transportSecrets, endpoints, ledger, log, statusBar };
  const answerCache = loadOnce(async () => {
    const { createAnswerCache } = await import('./editor/answerCache.ts');
    const { globalStorageUri: folder, globalState: state } = context;
    return own(createAnswerCache({ ...core, book: await endpoints.book(), folder, state }));
  });
  const guarded = loadOnce(async () => {
    const { createEditorProvider } = await import('./editor/editorProvider.ts');
    const [cache, seen] = await Promise.all([answerCache(), observability()]);
    return createEditorProvider({ ...core, cache, observability: seen });
  });
  const services: Services = {
    ...core,
    ...endpoints,
    extensionUri: context.extensionUri,
    renames: own(createRenames()),
    requests,
    findings,
    secrets: context.secrets,
    version,
    observability,
    askAgain: own(createAskAgain()),
    answerCache,
    provider: async () => (await guarded()).provider,
    resilience: async () => (await guarded()).resilience,
    syntax: loadOnce(async () => {
      const { createSyntax } = await import('./syntax/syntax.ts');
      return createSyntax((name) => readFile(context.asAbsolutePath(`dist/grammars/${name}`)));
    }),
    proposals: loadOnce(async () => {
      const { Proposals } = await import('./editor/proposals/proposals.ts');
      return own(new Proposals(files, requests));
    }),
    explainPanel: loadOnce(async () => {
      const { createExplainPanel } = await import('./editor/webviews/explainPanel.ts');
      return own(createExplainPanel(context.extensionUri));
    }),
  };
  own(registerProposalFiles(files));
  own(registerCommands(services));
  own(watchDiagnostics());
  own(createUnplacedView(findings));
  own(vscode.languages.registerHoverProvider('*', createFindingHover(findings)));
  own(vscode.languages.registerCodeActionsProvider('*', createCodeActions(findings), codeActionKinds));
  void import('./editor/proposals/orphans.ts')
    .then(({ closeOrphans }) => closeOrphans())
    .catch((error: unknown) => log.warn(String(error)));
}
