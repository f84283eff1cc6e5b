import { calcPrice, findProvider } from '@pydantic/genai-prices';
import type { ModelFacts } from '../provider/modelFacts.ts';

/** A request small enough for the lowest tier of models that ask more for long ones. */
const sampleTokens = 1000;

/**
 * Price and context window of a model by its endpoint, from the package `@pydantic/genai-prices`, which keeps them.
 * Nothing for an endpoint or a model it does not know: a server of one's own has no price that anybody could know.
 */
export function knownPrice(endpoint: string, model: string): Pick<ModelFacts, 'price' | 'contextWindow'> {
  try {
    const provider = findProvider({ providerApiUrl: endpoint });
    if (provider === undefined) return {};
    const usage = { input_tokens: sampleTokens, output_tokens: sampleTokens };
    const found = calcPrice(usage, model, { provider });
    if (found === null) return {};
    const contextWindow = found.model.context_window;
    return {
      price: { input: perMillion(found.input_price), output: perMillion(found.output_price) },
      ...(contextWindow !== undefined && { contextWindow }),
    };
  } catch {
    // The package throws where its own data contradict each other: then nothing is known.
    return {};
  }
}

/** To six digits, which is finer than any price; without the dust of binary fractions. */
function perMillion(price: number): number {
  return Number(((price / sampleTokens) * 1_000_000).toFixed(6));
}
