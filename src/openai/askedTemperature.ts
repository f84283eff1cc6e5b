import type { GenerationRequest } from '../provider/provider.ts';
import { isReasoningModel } from './capabilities.ts';
import { modelOf } from './wire.ts';
import type { Asking } from './wire.ts';

/** The temperature a request is sent with. */
export interface SentTemperature {
  /** 0–2; null when none is sent. */
  readonly value: number | null;
  /** True when the request or the configuration named it; false for the endpoint's own default. */
  readonly isExplicit: boolean;
}

/** What a request says of it. */
export type AskedFor = Pick<GenerationRequest, 'model' | 'temperature'>;

/** What temperature a request is sent with, and who chose it. */
export function askedTemperature(
  asking: Pick<Asking, 'config' | 'capabilities'> & { readonly request: AskedFor },
): SentTemperature {
  const { request, config, capabilities } = asking;
  if (!capabilities.takesTemperature || isReasoningModel(capabilities, modelOf(asking)))
    return { value: null, isExplicit: false };
  const chosen = request.temperature ?? config.temperature;
  return { value: chosen ?? capabilities.defaultTemperature, isExplicit: chosen !== null };
}
