import type { CodexConfig } from '../provider/config.ts';
import type { GenerationRequest } from '../provider/provider.ts';
import { capabilitiesOf, isReasoningModel } from './capabilities.ts';

/** The temperature a request is sent with. */
export interface SentTemperature {
  /** 0–2; null when none is sent. */
  readonly value: number | null;
  /** True when the request or the configuration named it; false for the endpoint's own default. */
  readonly isExplicit: boolean;
}

/** What temperature a request under a configuration is sent with, and who chose it. */
export function askedTemperature(request: GenerationRequest, config: CodexConfig): SentTemperature {
  const capabilities = capabilitiesOf(config.endpoint);
  if (isReasoningModel(capabilities, request.model ?? config.model))
    return { value: null, isExplicit: false };
  const chosen = request.temperature ?? config.temperature;
  return { value: chosen ?? capabilities.defaultTemperature, isExplicit: chosen !== null };
}
