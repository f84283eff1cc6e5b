import { endpointHost, isThisComputer } from '../provider/endpoint.ts';
import { isReasoningName } from '../provider/modelAbilities.ts';

/** What one family of servers understands. One row per family; a new quirk is a new row. */
export interface Capabilities {
  readonly family: 'openai' | 'azure' | 'openrouter' | 'thisComputer' | 'other';
  /** Which protocol requests go over. */
  readonly wire: 'chat' | 'responses';
  /** Where the upper bound of the answer goes: two of four local servers ignore the newer name. */
  readonly tokenLimitField: 'max_tokens' | 'max_completion_tokens';
  /** `stream_options.include_usage` is understood. */
  readonly hasStreamOptions: boolean;
  /** `response_format: json_schema` is understood; else the schema is only told in words. */
  readonly hasJsonSchema: boolean;
  /** `reasoning_effort` is understood by models that reason. */
  readonly hasReasoningEffort: boolean;
  /** Whether the model reasons, where a person says so; else its name tells. */
  readonly reasons?: boolean;
  /** A temperature is taken by models that do not reason. */
  readonly takesTemperature: boolean;
  /** False where answers have to be asked for as a whole, as of organisations that OpenAI has not verified. */
  readonly canStream: boolean;
  /** Tokens of question and answer together, where it is known. */
  readonly contextWindow?: number;
  /** The header that carries the key, where it is not `Authorization: Bearer`. */
  readonly keyHeader?: 'api-key';
  /** What is sent when no temperature is configured; null: the server's own. */
  readonly defaultTemperature: number | null;
}

const openai: Capabilities = {
  family: 'openai',
  wire: 'responses',
  tokenLimitField: 'max_completion_tokens',
  hasStreamOptions: true,
  hasJsonSchema: true,
  hasReasoningEffort: true,
  takesTemperature: true,
  canStream: true,
  defaultTemperature: null,
};

/** llama.cpp, Ollama, LM Studio and vLLM all hold an answer to a schema and count usage in a stream. */
const thisComputer: Capabilities = {
  family: 'thisComputer',
  wire: 'chat',
  tokenLimitField: 'max_tokens',
  hasStreamOptions: true,
  hasJsonSchema: true,
  hasReasoningEffort: false,
  takesTemperature: true,
  canStream: true,
  defaultTemperature: 0.2,
};

const rows: readonly {
  readonly matches: (host: string, endpoint: string) => boolean;
  readonly row: Capabilities;
}[] = [
  { matches: (host) => host === 'api.openai.com', row: openai },
  {
    matches: (host) => host.endsWith('.openai.azure.com') || host.endsWith('.services.ai.azure.com'),
    row: { ...openai, family: 'azure', keyHeader: 'api-key' },
  },
  {
    matches: (host) => host === 'openrouter.ai',
    row: { ...thisComputer, family: 'openrouter', defaultTemperature: null },
  },
  { matches: (_, endpoint) => isThisComputer(endpoint), row: thisComputer },
];

const other: Capabilities = {
  ...thisComputer,
  family: 'other',
  hasJsonSchema: false,
  defaultTemperature: null,
};

/** The row of an endpoint; a server elsewhere that nobody knows gets the most careful one. */
export function capabilitiesOf(endpoint: string): Capabilities {
  const host = endpointHost(endpoint);
  return rows.find(({ matches }) => matches(host, endpoint))?.row ?? other;
}

/** True when a model of this family reasons, and so refuses a temperature. */
export function isReasoningModel(capabilities: Capabilities, model: string): boolean {
  return capabilities.hasReasoningEffort && (capabilities.reasons ?? isReasoningName(model));
}
