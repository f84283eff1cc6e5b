import { askedTemperature, type AskedFor, type SentTemperature } from '../openai/askedTemperature.ts';
import type { CapabilityBook } from '../openai/capabilityBook.ts';
import type { CodexConfig } from '../provider/config.ts';

/** The temperature a request would be sent with now, by all that is known of its endpoint and model. */
export function sentTemperature(
  request: AskedFor,
  config: CodexConfig,
  book: CapabilityBook,
): SentTemperature {
  const { endpoint, model, capabilities } = config;
  const known = book.of(endpoint, request.model ?? model, capabilities);
  return askedTemperature({ request, config, capabilities: known });
}
