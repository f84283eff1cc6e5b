/** Every command of the manifest. The contract test holds this list against `package.json`, both ways. */
export const commandIds = {
  generate: 'opencrates.generate',
  analyze: 'opencrates.analyze',
  document: 'opencrates.document',
  explain: 'opencrates.explain',
  fix: 'opencrates.fix',
  generateFile: 'opencrates.generateFile',
  generateTests: 'opencrates.generateTests',
  applyPatch: 'opencrates.applyPatch',
  acceptProposal: 'opencrates.acceptProposal',
  discardProposal: 'opencrates.discardProposal',
  regenerateProposal: 'opencrates.regenerateProposal',
  refineProposal: 'opencrates.refineProposal',
  copyAnswer: 'opencrates.copyAnswer',
  earlierInstruction: 'opencrates.earlierInstruction',
  laterInstruction: 'opencrates.laterInstruction',
  showProposals: 'opencrates.showProposals',
  openProposal: 'opencrates.openProposal',
  forgetProposal: 'opencrates.forgetProposal',
  clearProposals: 'opencrates.clearProposals',
  dropChange: 'opencrates.dropChange',
  restoreChange: 'opencrates.restoreChange',
  nextChange: 'opencrates.nextChange',
  previousChange: 'opencrates.previousChange',
  showProblem: 'opencrates.showProblem',
  cancel: 'opencrates.cancel',
  dismissFinding: 'opencrates.dismissFinding',
  clearFindings: 'opencrates.clearFindings',
  showUsage: 'opencrates.showUsage',
  setKey: 'opencrates.setKey',
  testKey: 'opencrates.testKey',
  forgetKey: 'opencrates.forgetKey',
  setSigningSecret: 'opencrates.setSigningSecret',
  setCertificatePassphrase: 'opencrates.setCertificatePassphrase',
  resetBreaker: 'opencrates.resetBreaker',
  checkHealth: 'opencrates.checkHealth',
  copyMetrics: 'opencrates.copyMetrics',
  saveMetrics: 'opencrates.saveMetrics',
  copyMetricsToken: 'opencrates.copyMetricsToken',
  selectModel: 'opencrates.selectModel',
  showConfiguration: 'opencrates.showConfiguration',
  showLog: 'opencrates.showLog',
  clearCache: 'opencrates.clearCache',
  askAgain: 'opencrates.askAgain',
} as const;

/** The id of a command. */
export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** Every setting, without the `opencrates.` prefix. */
export const settingKeys = [
  'endpoint',
  'model',
  'maxTokens',
  'temperature',
  'headers',
  'capabilities',
  'cache.enabled',
  'cache.days',
  'cache.megabytes',
  'limits.requestsPerMinute',
  'limits.tokensPerMinute',
  'limits.concurrency',
  'timeouts.headers',
  'timeouts.firstToken',
  'timeouts.idle',
  'timeouts.total',
  'tls.minimum',
  'tls.pins',
  'tls.clientCertificates',
  'connections.maximum',
  'connections.idle',
  'signing',
  'metrics.port',
  'metrics.otlpEndpoint',
  'log.installId',
] as const;

/** A setting, without the prefix. */
export type SettingKey = (typeof settingKeys)[number];

/** The section all settings live in. */
export const settingsSection = 'opencrates';

/** Every context key that a `when` or `enablement` clause of the manifest may read. */
export const contextKeys = {
  /** True while there is an answer from the cache that can be asked for anew. */
  canAskAgain: 'opencrates.canAskAgain',
  /** True while at least one request runs. */
  busy: 'opencrates.busy',
  /** URIs of the documents a request runs for, for the Cancel button in their title bar. */
  busyDocuments: 'opencrates.busyDocuments',
  /** True while the active editor is a proposal that is still streaming. */
  proposalStreaming: 'opencrates.proposalStreaming',
  /** True while the active editor is a proposal whose text may be accepted. */
  proposalReady: 'opencrates.proposalReady',
  /** True while the active editor is a proposal whose answer has something wrong with it, or does more than was asked. */
  proposalFaulty: 'opencrates.proposalFaulty',
  /** True while the active editor is a proposal that a follow-up can be asked about. */
  proposalRefinable: 'opencrates.proposalRefinable',
  /** True while the active editor is a proposal in whatever state. */
  proposalActive: 'opencrates.proposalActive',
  /** True once this workspace had a proposal. */
  hasProposals: 'opencrates.hasProposals',
  /** True while an instruction is being typed. */
  instructionBox: 'opencrates.instructionBox',
  /** True while the active document has a diagnostic of any tool, so that Fix has something to fix. */
  hasDiagnostics: 'opencrates.hasDiagnostics',
  /** True while there is at least one finding, placed or not. */
  hasFindings: 'opencrates.hasFindings',
  /** True from the first finding that could not be placed on. */
  hasUnplaced: 'opencrates.hasUnplaced',
} as const;

/** The scheme of proposals' documents. */
export const proposalScheme = 'opencrates-proposal';

/** The tree view of proposals. */
export const proposalsViewId = 'opencrates.proposals';

/** The tree view of findings that could not be placed. */
export const unplacedViewId = 'opencrates.unplaced';
