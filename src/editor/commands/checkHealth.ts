import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { HealthReport } from '../../provider/health.ts';
import { failureContext } from '../failureContext.ts';
import { isCancellation } from '../failures.ts';
import { healthReportText } from '../health/healthReportText.ts';
import { openHealthPage } from '../health/healthPage.ts';
import type { PassiveHealth } from '../health/recentWords.ts';
import { commandIds } from '../identifiers.ts';
import { ensureAllowed } from '../ready.ts';
import type { Services } from '../services.ts';

/** For callers that want the report and no page; `token` allows the one step that may be billed. */
const argumentsSchema = z.object({ show: z.literal(false), token: z._default(z.boolean(), false) });

/**
 * Checks the way to the server step by step, on a page or for a caller; undefined when the person left
 * before its end, or does not allow that anything is sent.
 */
export async function checkHealth(services: Services, args: unknown): Promise<HealthReport | undefined> {
  if (!(await ensureAllowed(services))) return undefined;
  const provider = await services.provider();
  const quiet = argumentsSchema.safeParse(args);
  if (quiet.success)
    return provider.healthCheck(new AbortController().signal, { mayAskToken: () => quiet.data.token });
  return checkOnPage(services);
}

async function checkOnPage(services: Services): Promise<HealthReport | undefined> {
  const provider = await services.provider();
  const observability = await services.observability();
  const { breakers } = await services.resilience();
  const context = failureContext(services);
  const passive = (): PassiveHealth => ({
    recent: observability.recent(),
    circuit: breakers.circuit(services.settings.current().config),
  });
  const page = openHealthPage(context, passive);
  const leaving = new AbortController();
  const watching = page.onDidLeave(() => leaving.abort());
  try {
    const report = await provider.healthCheck(leaving.signal, {
      onStep: (step) => page.show(step),
      mayAskToken: () => page.askForToken(),
    });
    if (leaving.signal.aborted) return undefined;
    await page.finish({
      async copyReport() {
        const about = {
          // The key's ending is known only now.
          failure: failureContext(services),
          passive: passive(),
          version: services.version,
          now: new Date(),
        };
        await vscode.env.clipboard.writeText(healthReportText(report, about));
      },
      again: () => void vscode.commands.executeCommand(commandIds.checkHealth),
      showLog: () => services.log.show(),
    });
    return report;
  } catch (error) {
    if (leaving.signal.aborted && isCancellation(error)) return undefined;
    throw error;
  } finally {
    watching.dispose();
    page.dispose();
  }
}
