import * as vscode from 'vscode';
import { configFields } from '../../provider/configFields.ts';
import { endpointHost } from '../../provider/endpoint.ts';
import { isProviderError } from '../../provider/errors.ts';
import type { ModelFacts } from '../../provider/modelFacts.ts';
import { describeFailure } from '../failures.ts';
import { failureContext } from '../failureContext.ts';
import { modelWords } from '../modelWords.ts';
import type { Services } from '../services.ts';

interface ModelRow extends vscode.QuickPickItem {
  readonly model: string;
}

/**
 * Lets a person choose among the models of the endpoint, or type the name of any; undefined when left. What was heard
 * before is there at once, and an endpoint that cannot be reached leaves the typing.
 */
export async function pickModel(
  services: Services,
  { title, current }: { readonly title: string; readonly current: string },
): Promise<string | undefined> {
  const [catalogue, models] = await Promise.all([services.catalogue(), services.models()]);
  const { endpoint } = services.settings.current().config;
  const pick = vscode.window.createQuickPick<ModelRow>();
  const abort = new AbortController();
  let listed: readonly ModelFacts[] = models.known() ?? [];

  function show(): void {
    const facts = listed.map((served) => catalogue.modelInfo(endpoint, served.id, served));
    pick.items = [...typedRow(pick.value, facts), ...modelRows(withCurrent(facts, catalogue), current)];
  }
  function withCurrent(facts: readonly ModelFacts[], known: typeof catalogue): readonly ModelFacts[] {
    return facts.some(({ id }) => id === current) ? facts : [known.modelInfo(endpoint, current), ...facts];
  }
  async function refresh(): Promise<void> {
    pick.busy = true;
    try {
      listed = await models.list(abort.signal);
      show();
    } catch (error) {
      if (abort.signal.aborted) return;
      if (!isProviderError(error)) throw error;
      pick.placeholder = vscode.l10n.t('Type the name of a model. There is no list: {0}', reason(error));
    } finally {
      if (!abort.signal.aborted) pick.busy = false;
    }
  }
  const reason = (error: unknown): string =>
    describeFailure(error, failureContext(services))?.message ?? endpointHost(endpoint);

  pick.title = title;
  pick.placeholder = vscode.l10n.t('Choose a model of {0}, or type the name of one', endpointHost(endpoint));
  pick.matchOnDescription = true;
  show();
  pick.onDidChangeValue(show);
  const chosen = new Promise<string | undefined>((resolve) => {
    pick.onDidAccept(() => {
      // Who types fast is ahead of the row for what was typed.
      const model = pick.selectedItems[0]?.model ?? typedModel(pick.value);
      if (model === undefined) return;
      resolve(model);
      pick.hide();
    });
    pick.onDidHide(() => resolve(undefined));
  });
  pick.show();
  const refreshed = refresh();
  try {
    return await chosen;
  } finally {
    abort.abort();
    await refreshed;
    pick.dispose();
  }
}

function typedModel(value: string): string | undefined {
  const checked = configFields.model.check(value);
  return 'value' in checked ? checked.value : undefined;
}

/** A row for a name that is typed and not among the listed. */
function typedRow(value: string, listed: readonly ModelFacts[]): readonly ModelRow[] {
  const model = typedModel(value);
  if (model === undefined || listed.some(({ id }) => id === model)) return [];
  return [{ label: vscode.l10n.t('Use {0}', model), model, alwaysShow: true }];
}

/** The current one first; what writes no text is left out, unless it is the current one. */
function modelRows(facts: readonly ModelFacts[], current: string): readonly ModelRow[] {
  const isCurrent = ({ id }: ModelFacts): boolean => id === current;
  const usable = facts.filter((each) => each.writesText !== false || isCurrent(each));
  const sorted = [...usable.filter(isCurrent), ...usable.filter((each) => !isCurrent(each))];
  return sorted.map((each) => {
    const words = modelWords(each);
    const description = isCurrent(each)
      ? [vscode.l10n.t('in use'), words].filter(Boolean).join(' · ')
      : words;
    return {
      label: each.id,
      model: each.id,
      description,
      ...(isCurrent(each) && { iconPath: new vscode.ThemeIcon('check') }),
    };
  });
}
