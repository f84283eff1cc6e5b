import { endpointHost } from '../provider/endpoint.ts';
import type { ModelFacts } from '../provider/modelFacts.ts';
import { isReasoningName, takesSchemaByName, writesTextByName } from '../provider/modelAbilities.ts';
import { knownPrice } from './prices.ts';
import { shutdownOf } from './shutdowns.ts';

/** What is known of models. Loading this file loads the prices, so it comes with `import()`. */
export interface Catalogue {
  /**
   * All that is known of a model at an endpoint: what its server said (`served`) before what is known of its name.
   * What is absent is unknown.
   */
  modelInfo(endpoint: string, model: string, served?: ModelFacts): ModelFacts;
}

const mostRemembered = 2000;

/** A catalogue that works each model out once. */
export function createCatalogue(): Catalogue {
  const remembered = new Map<string, ModelFacts>();
  return {
    modelInfo(endpoint, model, served) {
      const key = `${endpoint}\n${model}`;
      let known = remembered.get(key);
      if (known === undefined) {
        if (remembered.size >= mostRemembered) remembered.clear();
        known = byName(endpoint, model);
        remembered.set(key, known);
      }
      return served === undefined ? known : { ...known, ...served };
    },
  };
}

function byName(endpoint: string, model: string): ModelFacts {
  const isOpenAI = endpointHost(endpoint) === 'api.openai.com';
  const shutsDownOn = isOpenAI ? shutdownOf(model) : undefined;
  return {
    id: model,
    writesText: writesTextByName(model),
    ...knownPrice(endpoint, model),
    ...(isOpenAI && { reasoning: isReasoningName(model), jsonSchema: takesSchemaByName(model) }),
    ...(shutsDownOn !== undefined && { shutsDownOn }),
  };
}
