import type { DocSymbol } from './docSymbol.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const words: JsonSchema = { type: 'string' };
const optionalWords: JsonSchema = { type: ['string', 'null'] };

function object(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

const typed = object({ type: words, description: words });

/**
 * The JSON schema of the record asked for one symbol, strict in OpenAI's sense. Parameters are named by the schema,
 * so that a server held to it cannot invent one; what the symbol does not have is not asked for.
 */
export function docRecordSchema(symbol: DocSymbol, languageId: string): JsonSchema {
  const isUntyped = languageId.startsWith('javascript');
  const entry = isUntyped ? typed : words;
  const parameters = Object.fromEntries(symbol.parameters.map(({ name }) => [name, entry]));
  const error = object({ name: optionalWords, description: words });
  return object({
    summary: words,
    details: optionalWords,
    ...(symbol.parameters.length > 0 ? { parameters: object(parameters) } : {}),
    ...(symbol.returns || symbol.yields ? { returns: entry } : {}),
    ...(symbol.throws ? { errors: { type: 'array', items: error } } : {}),
    ...(symbol.panics ? { panics: optionalWords } : {}),
    example: optionalWords,
  });
}
