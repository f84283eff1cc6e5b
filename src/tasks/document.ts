import { docRecordSchema } from '../docs/docRecordSchema.ts';
import type { DocSymbol } from '../docs/docSymbol.ts';
import type { ContextPart, GenerationRequest } from '../provider/provider.ts';
import { codeContext } from './codeContext.ts';
import { dataRule } from './codingSystem.ts';
import { languageGuide } from './languageGuide.ts';

/** A symbol whose documentation is to be written. */
export interface DocumentInput {
  /** One of VS Code's. */
  readonly languageId: string;
  readonly path: string;
  readonly symbol: DocSymbol;
  readonly context: readonly ContextPart[];
}

const system = `You document code. Answer with one JSON object and nothing else. Its texts are plain sentences about what the code does for its caller; they never repeat names or types and hold no comment signs.

Example, for this code:
\`\`\`
function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}
\`\`\`
the answer is:
{"summary": "Limits a number to a range.", "details": null, "parameters": {"value": "The number to limit.", "low": "The smallest result.", "high": "The largest result."}, "returns": "The nearest number inside the range.", "example": null}

"details" and "example" stay null unless a caller needs them: a caution the summary cannot hold, a line of code that shows a use that is not obvious. "errors" and "panics" say when. ${dataRule}`;

/** Asks for the words about one symbol, as a record of the docs room's schema. */
export function documentRequest({ languageId, path, symbol, context }: DocumentInput): GenerationRequest {
  const { fence } = languageGuide(languageId);
  return {
    task: 'document',
    system,
    context: codeContext(context, { label: path, text: symbol.source, fence }),
    prompt: promptFor(symbol, languageId),
    history: [],
    format: { kind: 'jsonSchema', name: 'documentation', schema: docRecordSchema(symbol, languageId) },
    reasoning: 'low',
  };
}

/** Says the members in words too, for servers that cannot be held to a schema. */
function promptFor(symbol: DocSymbol, languageId: string): string {
  const entry = languageId.startsWith('javascript') ? '{"type": "…", "description": "…"}' : '"…"';
  const parameters = symbol.parameters.map(({ name }) => `${JSON.stringify(name)}: ${entry}`);
  const names = symbol.errorNames.length === 0 ? [null] : symbol.errorNames;
  const errors = names.map((name) => `{"name": ${JSON.stringify(name)}, "description": "…"}`);
  const members = [
    '"summary": "…"',
    '"details": null',
    ...(parameters.length > 0 ? [`"parameters": {${parameters.join(', ')}}`] : []),
    ...(symbol.returns || symbol.yields ? [`"returns": ${entry}`] : []),
    ...(symbol.throws ? [`"errors": [${errors.join(', ')}]`] : []),
    ...(symbol.panics ? ['"panics": "…"'] : []),
    '"example": null',
  ];
  return `Document the ${symbol.kind} \`${symbol.name}\`. Answer with this JSON object, each … replaced by one short sentence:\n{${members.join(', ')}}`;
}
