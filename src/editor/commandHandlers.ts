import * as z from 'zod/mini';
import { commandIds, type CommandId } from './identifiers.ts';
import type { Services } from './services.ts';

const findingSchema = z.object({ id: z.string() });

type CommandHandlers = Readonly<Record<CommandId, (args: unknown) => unknown>>;

/** What each command does; the code of a verb is loaded when it is first chosen. */
export function commandHandlers(services: Services): CommandHandlers {
  const proposals = services.proposals;
  const changes = () => import('./commands/changes.ts');
  const list = () => import('./commands/proposalList.ts');
  const instructions = () => import('./commands/askInstruction.ts');
  return {
    [commandIds.generate]: async (args) => (await import('./commands/generate.ts')).generate(services, args),
    [commandIds.analyze]: async () => (await import('./commands/analyze.ts')).analyze(services),
    [commandIds.document]: async () => (await import('./commands/document.ts')).document(services),
    [commandIds.explain]: async (args) => (await import('./commands/explain.ts')).explain(services, args),
    [commandIds.fix]: async (args) => (await import('./commands/fix.ts')).fix(services, args),
    [commandIds.generateFile]: async (args) =>
      (await import('./commands/generateFile.ts')).generateFile(services, args),
    [commandIds.generateTests]: async () =>
      (await import('./commands/generateTests.ts')).generateTests(services),
    [commandIds.applyPatch]: async (args) =>
      (await import('./commands/applyPatch.ts')).applyPatch(services, args),
    [commandIds.acceptProposal]: async () => (await proposals()).accept(),
    [commandIds.discardProposal]: async () => (await proposals()).discard(),
    [commandIds.regenerateProposal]: async () => (await proposals()).regenerate(),
    [commandIds.refineProposal]: async (args) =>
      (await import('./commands/refine.ts')).refine(services, args),
    [commandIds.copyAnswer]: async () => (await import('./commands/copyAnswer.ts')).copyAnswer(services),
    [commandIds.earlierInstruction]: async () => (await instructions()).recallInstruction('earlier'),
    [commandIds.laterInstruction]: async () => (await instructions()).recallInstruction('later'),
    [commandIds.showProposals]: () => services.proposalsView.show(),
    [commandIds.openProposal]: async (args) => (await list()).openProposal(services, args),
    [commandIds.forgetProposal]: async (args) => (await list()).forgetProposal(services, args),
    [commandIds.clearProposals]: async () => (await list()).clearProposals(services),
    [commandIds.dropChange]: async () => (await changes()).dropChange(services),
    [commandIds.restoreChange]: async () => (await changes()).restoreChange(services),
    [commandIds.nextChange]: async () => (await changes()).goToChange(services, 'next'),
    [commandIds.previousChange]: async () => (await changes()).goToChange(services, 'previous'),
    [commandIds.showProblem]: async () => (await proposals()).showProblem(),
    [commandIds.cancel]: async () => (await import('./commands/cancel.ts')).cancel(services),
    [commandIds.dismissFinding](args) {
      const given = findingSchema.safeParse(args);
      if (given.success) services.findings.dismiss(given.data.id);
    },
    [commandIds.clearFindings]: () => services.findings.clear(),
    [commandIds.showUsage]: async () => (await import('./usageView.ts')).showUsage(services.ledger),
    [commandIds.setKey]: async () => (await import('./commands/setKey.ts')).setKey(services),
    [commandIds.testKey]: async () => (await import('./commands/testKey.ts')).testKey(services),
    [commandIds.forgetKey]: async () => (await import('./commands/forgetKey.ts')).forgetKey(services),
    [commandIds.setSigningSecret]: async () =>
      (await import('./commands/setTransportSecret.ts')).setTransportSecret(services, 'signing'),
    [commandIds.setCertificatePassphrase]: async () =>
      (await import('./commands/setTransportSecret.ts')).setTransportSecret(services, 'passphrase'),
    [commandIds.resetBreaker]: async () => (await services.resilience()).reset(),
    [commandIds.checkHealth]: async (args) =>
      (await import('./commands/checkHealth.ts')).checkHealth(services, args),
    [commandIds.copyMetrics]: async () => (await import('./commands/metrics.ts')).copyMetrics(services),
    [commandIds.saveMetrics]: async () => (await import('./commands/metrics.ts')).saveMetrics(services),
    [commandIds.copyMetricsToken]: async () =>
      (await import('./commands/metrics.ts')).copyMetricsToken(services),
    [commandIds.selectModel]: async () => (await import('./commands/selectModel.ts')).selectModel(services),
    [commandIds.showConfiguration]: async () =>
      (await import('./commands/showConfiguration.ts')).showConfiguration(services),
    [commandIds.showLog]: () => services.log.show(),
    [commandIds.clearCache]: async () => (await import('./commands/clearCache.ts')).clearCache(services),
    [commandIds.askAgain]: () => services.askAgain.run(),
  };
}
