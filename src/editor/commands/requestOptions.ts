import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { configFields } from '../../provider/configFields.ts';
import type { Checked } from '../../provider/configFields.ts';
import type { GenerationRequest } from '../../provider/provider.ts';
import { wholeNumber } from '../localFormat.ts';
import { sentTemperature } from '../sentTemperature.ts';
import type { Services } from '../services.ts';
import { pickModel } from './pickModel.ts';

/** What one request asks otherwise than configured; what is absent is as configured. */
export type RequestOptions = Pick<GenerationRequest, 'model' | 'temperature' | 'maxTokens'>;

const given = z.looseObject({
  model: z.optional(z.unknown()),
  temperature: z.optional(z.unknown()),
  maxTokens: z.optional(z.unknown()),
});

/** The options among the arguments of a command; what cannot be used is left out. */
export function readRequestOptions(args: unknown): RequestOptions {
  const parsed = given.safeParse(args);
  if (!parsed.success) return {};
  const { model, temperature, maxTokens } = parsed.data;
  return {
    ...option('model', usable(configFields.model.check(model))),
    ...option('temperature', usable(configFields.temperature.check(temperature)) ?? undefined),
    ...option('maxTokens', usable(configFields.maxTokens.check(maxTokens))),
  };
}

function usable<T>(checked: Checked<T>): T | undefined {
  return 'value' in checked ? checked.value : undefined;
}

function option<Name extends string, T>(name: Name, value: T | undefined): { readonly [Key in Name]?: T } {
  const named: { [Key in Name]?: T } = {};
  if (value !== undefined) named[name] = value;
  return named;
}

/** The options in the words of the line under the instruction; '' when there are none but the model. */
export function optionWords({ temperature, maxTokens }: RequestOptions): readonly string[] {
  return [
    ...(temperature === undefined ? [] : [vscode.l10n.t('temperature {0}', String(temperature))]),
    ...(maxTokens === undefined ? [] : [vscode.l10n.t('at most {0} tokens', wholeNumber(maxTokens))]),
  ];
}

type Choice = 'model' | 'temperature' | 'maxTokens' | 'reset' | 'done';

interface ChoiceRow extends vscode.QuickPickItem {
  readonly choice: Choice;
}

/** Asks for the options of one request, one after another, until the person is done; leaving keeps what was chosen. */
export async function askRequestOptions(services: Services, before: RequestOptions): Promise<RequestOptions> {
  let options = before;
  for (;;) {
    const row = await vscode.window.showQuickPick(await rows(services, options), {
      title: vscode.l10n.t('Options for this request'),
      placeHolder: vscode.l10n.t('They count for this request and when it is generated again'),
    });
    if (row === undefined || row.choice === 'done') return options;
    options = row.choice === 'reset' ? {} : await changed(services, options, row.choice);
  }
}

async function rows(services: Services, options: RequestOptions): Promise<readonly ChoiceRow[]> {
  const { config } = services.settings.current();
  const { model, maxTokens } = config;
  const usual = (value: string): string => vscode.l10n.t('{0}, as configured', value);
  const { value, isExplicit } = sentTemperature(
    option('model', options.model),
    config,
    await services.book(),
  );
  const sent = String(value);
  const ownTemperature =
    value === null
      ? vscode.l10n.t('left to the endpoint')
      : isExplicit
        ? usual(sent)
        : vscode.l10n.t('{0}, by default', sent);
  const hasAny = Object.keys(options).length > 0;
  return [
    { choice: 'model', label: vscode.l10n.t('Model'), description: options.model ?? usual(model) },
    {
      choice: 'temperature',
      label: vscode.l10n.t('Temperature'),
      description: options.temperature === undefined ? ownTemperature : String(options.temperature),
    },
    {
      choice: 'maxTokens',
      label: vscode.l10n.t('Longest answer, in tokens'),
      description:
        options.maxTokens === undefined ? usual(wholeNumber(maxTokens)) : wholeNumber(options.maxTokens),
    },
    ...(hasAny ? [{ choice: 'reset' as const, label: vscode.l10n.t('Reset to the configured values') }] : []),
    { choice: 'done', label: vscode.l10n.t('Back to the instruction') },
  ];
}

async function changed(
  services: Services,
  options: RequestOptions,
  choice: 'model' | 'temperature' | 'maxTokens',
): Promise<RequestOptions> {
  if (choice === 'model') {
    const current = options.model ?? services.settings.current().config.model;
    const model = await pickModel(services, { title: vscode.l10n.t('Model for this request'), current });
    return model === undefined ? options : { ...options, model };
  }
  const number = await askNumber(choice, options[choice]);
  return number === undefined ? options : { ...options, [choice]: number };
}

async function askNumber(
  choice: 'temperature' | 'maxTokens',
  before: number | undefined,
): Promise<number | undefined> {
  const isTemperature = choice === 'temperature';
  const rule = isTemperature
    ? vscode.l10n.t('A number from 0 (the same each time) to 2.')
    : vscode.l10n.t('A whole number from 1 to {0}.', wholeNumber(131_072));
  const read = (text: string): number | undefined =>
    text.trim() === '' ? undefined : (usable(configFields[choice].check(Number(text))) ?? undefined);
  const text = await vscode.window.showInputBox({
    title: isTemperature ? vscode.l10n.t('Temperature') : vscode.l10n.t('Longest answer, in tokens'),
    prompt: rule,
    value: before === undefined ? '' : String(before),
    validateInput: (typed) => (read(typed) === undefined ? rule : undefined),
  });
  return text === undefined ? undefined : read(text);
}
