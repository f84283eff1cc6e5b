import type { Services } from './services.ts';

/** Tokens of question and answer together that a model of unknown size is trusted with: what small servers start with. */
const unknownWindow = 8192;

/** Tokens of question and answer together that a model takes: what a person says, the server said, or its maker says. */
export async function contextWindow(services: Services, chosen?: string): Promise<number> {
  const { endpoint, model: configured, capabilities } = services.settings.current().config;
  const model = chosen ?? configured;
  const { contextWindow: known } = (await services.book()).of(endpoint, model, capabilities);
  if (known !== undefined) return known;
  const served = (await services.models()).known()?.find(({ id }) => id === model);
  return (await services.catalogue()).modelInfo(endpoint, model, served).contextWindow ?? unknownWindow;
}
