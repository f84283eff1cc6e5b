import type * as vscode from 'vscode';
import type { Ledger } from '../ledger/ledger.ts';
import type { Catalogue } from '../models/catalogue.ts';
import type { CapabilityBook } from '../openai/capabilityBook.ts';
import type { LLMProvider } from '../provider/provider.ts';
import type { Resilience } from '../provider/resilience.ts';
import type { Syntax } from '../syntax/syntax.ts';
import type { EndpointConsent } from './endpointConsent.ts';
import type { EndpointModels } from './endpointModels.ts';
import type { PlainHttp } from './plainHttp.ts';
import type { AnswerCache } from './answerCache.ts';
import type { AskAgain } from './askAgain.ts';
import type { FindingStore } from './findings/findingStore.ts';
import type { Observability } from './observability.ts';
import type { ProposalFiles } from './proposals/proposalFiles.ts';
import type { ProposalKeeper } from './proposals/proposalKeeper.ts';
import type { Proposals } from './proposals/proposals.ts';
import type { ProposalsView } from './proposals/proposalsView.ts';
import type { QuietLine } from './quietLine.ts';
import type { Renames } from './renames.ts';
import type { Requests } from './requests.ts';
import type { KeyStore } from './secrets.ts';
import type { Settings } from './settings.ts';
import type { TransportSecrets } from './transportSecrets.ts';
import type { ExplainPanel } from './webviews/explainPanel.ts';

/** Keeps something until the extension is deactivated, and gives it back. */
export type Own = <T extends vscode.Disposable>(disposable: T) => T;

/** What is there from the activation on. */
export interface AtHand {
  readonly item: vscode.StatusBarItem;
  readonly files: ProposalFiles;
}

/** What the commands work with; heavy rooms are promises that load on first use. */
export interface Services {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly settings: Settings;
  readonly keys: KeyStore;
  readonly consent: EndpointConsent;
  readonly plainHttp: PlainHttp;
  readonly transportSecrets: TransportSecrets;
  readonly secrets: vscode.SecretStorage;
  readonly workspaceState: vscode.Memento;
  /** Of the extension. */
  readonly version: string;
  readonly observability: () => Promise<Observability>;
  readonly ledger: Ledger;
  readonly renames: Renames;
  readonly requests: Requests;
  readonly findings: FindingStore;
  readonly askAgain: AskAgain;
  /** How the last analysis ended. */
  readonly analysisLine: QuietLine;
  readonly answerCache: () => Promise<AnswerCache>;
  readonly provider: () => Promise<LLMProvider>;
  readonly resilience: () => Promise<Resilience>;
  /** What is known of how endpoints want to be asked. */
  readonly book: () => Promise<CapabilityBook>;
  readonly models: () => Promise<EndpointModels>;
  readonly catalogue: () => Promise<Catalogue>;
  readonly syntax: () => Promise<Syntax>;
  readonly proposals: () => Promise<Proposals>;
  readonly keptProposals: () => Promise<ProposalKeeper>;
  readonly proposalsView: ProposalsView;
  readonly explainPanel: () => Promise<ExplainPanel>;
}
