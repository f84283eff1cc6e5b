/** Why mutants of one line may live: they change nothing that can be seen, or nothing that is promised. */
export interface Reason {
  readonly file: string;
  /** The line as it stands in the file, without the blanks around it. */
  readonly line: string;
  /** What stands in its place; absent: whatever does. */
  readonly replacement?: string;
  readonly why: string;
}

/** Every mutant that lives, with its reason; the run fails for one that is not here. */
export const survivors: readonly Reason[] = [
  {
    file: 'src/provider/deadlines.ts',
    line: 'if (controller.signal.aborted || (rings !== undefined && rings <= at)) return;',
    replacement: 'true',
    why: 'no time is later than one that is missing; the comparison is there for the types',
  },
  {
    file: 'src/provider/deadlines.ts',
    line: 'const isFirst = contentAt === undefined;',
    why: 'spares looking what is due at each piece; after the first nothing is due sooner than it was',
  },
  {
    file: 'src/provider/deadlines.ts',
    line: 'if (isFirst) arm();',
    why: 'spares looking what is due at each piece; after the first nothing is due sooner than it was',
  },
  {
    file: 'src/openai/answer.ts',
    line: "return this.#pieces.at(-1) ?? '';",
    replacement: '"Stryker was here!"',
    why: 'only asked for when a piece was just added; the default is there for the types',
  },
  {
    file: 'src/openai/answer.ts',
    line: "#pieceType: 'text' | 'reasoning' = 'text';",
    replacement: '""',
    why: 'before there is a piece, joining them does nothing',
  },
  {
    file: 'src/openai/answer.ts',
    line: 'if (this.#events.length === 0) return none;',
    replacement: 'false',
    why: 'spares a list; without it another empty one is given',
  },
  {
    file: 'src/openai/eventStream.ts',
    line: 'const state: State = { ended: undefined, failure: undefined };',
    replacement: '{}',
    why: 'a member that is missing is undefined, too',
  },
  {
    file: 'src/openai/eventStream.ts',
    line: "return new TextDecoder().decode(bytes).replace(/\\ufffd[^]*/, '');",
    replacement: '"Stryker was here!"',
    why: 'a line without its end is no event, whatever it says',
  },
  {
    file: 'src/openai/eventStream.ts',
    line: 'return data.length < 16 && data.trim() === word;',
    replacement: 'data.length <= 16',
    why: 'spares looking for blanks around long texts; one more or less is no matter',
  },
  {
    file: 'src/openai/payload.ts',
    line: '} catch {',
    replacement: '{}',
    why: 'a function that returns nothing returns undefined',
  },
  {
    file: 'src/openai/payload.ts',
    line: "return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostTokens;",
    replacement: 'true',
    why: 'what is an integer is a number; the comparison is there for the types',
  },
  {
    file: 'src/openai/repeatedShape.ts',
    line: '} catch {',
    replacement: '{}',
    why: 'a function that returns nothing returns undefined',
  },
  {
    file: 'src/openai/eventStream.ts',
    line: 'return data.length < 16 && data.trim() === word;',
    replacement: 'true',
    why: 'spares looking for blanks around long texts; one more or less is no matter',
  },
  {
    file: 'src/openai/readReply.ts',
    line: 'if (events.length > 0) yield events;',
    replacement: 'true',
    why: 'spares a turn; to whoever reads, no events are nothing',
  },
  {
    file: 'src/openai/readReply.ts',
    line: 'if (events.length > 0) yield events;',
    replacement: 'events.length >= 0',
    why: 'spares a turn; to whoever reads, no events are nothing',
  },
  {
    file: 'src/openai/readReply.ts',
    line: 'if (bytes === undefined) return false;',
    replacement: 'true',
    why: 'at the end of a body there is nothing left, neither to drain nor to let go',
  },
  {
    file: 'src/openai/readReply.ts',
    line: '} catch {',
    replacement: '{}',
    why: 'a function that returns nothing returns undefined',
  },
  {
    file: 'src/openai/repeatedShape.ts',
    line: 'if (at < 0 || payload.includes(opening, at + 1)) return;',
    replacement: 'at <= 0',
    why: 'a JSON object begins with a brace, so that no member stands at its very beginning',
  },
  {
    file: 'src/openai/repeatedShape.ts',
    line: `while (at < payload.length && payload.charAt(at) !== '"') at += payload.charAt(at) === '\\\\' ? 2 : 1;`,
    replacement: 'at <= payload.length',
    why: 'behind the last character there is nothing, be it looked at or not',
  },
  {
    file: 'src/openai/repeatedShape.ts',
    line: "return typeof value === 'string' ? value : undefined;",
    replacement: 'true',
    why: 'whatever begins with a quote is a string to the parser, or no JSON; the comparison is there for the types',
  },
  {
    file: 'src/openai/turnReader.ts',
    line: "if (ending !== undefined && 'error' in ending) throw ending.error;",
    replacement: 'true',
    why: 'without any bytes there is an end; the comparison is there for the types',
  },
  {
    file: 'src/openai/chatWire.ts',
    line: "if (open.size === 0) answer.end(endingOf(reasons.get(0) ?? ''));",
    replacement: '"Stryker was here!"',
    why: 'no reason is as unknown as this one; only the message tells it',
  },
  {
    file: 'src/openai/responsesWire.ts',
    line: "if (payload['object'] === 'response') return readResponse(payload, answer, '');",
    replacement: '"Stryker was here!"',
    why: 'any text that is no status means that the event told none',
  },
  {
    file: 'src/openai/responsesWire.ts',
    line: "const reason = isObject(details) ? textOf(details['reason']) : '';",
    replacement: '"Stryker was here!"',
    why: 'no reason is as unknown as this one; only the message tells it',
  },
  {
    file: 'src/provider/adaptiveSlots.ts',
    line: 'cuts += 1;',
    why: 'the number is only compared for being another one than before, which it is in either direction',
  },
  {
    file: 'src/provider/breakers.ts',
    line: "if (state.kind === 'halfOpen' && state.isProbing) throw circuitOpen(policy.probeRetryMs);",
    replacement: 'true',
    why: 'only a half-open circuit has `isProbing`; the comparison is there for the types',
  },
  {
    file: 'src/provider/breakers.ts',
    line: "return state.kind === 'open' && now >= state.until ? { kind: 'halfOpen', isProbing: false } : state;",
    replacement: 'true',
    why: 'only an open circuit has `until`, and nothing is later than a time that is missing; the comparison is there for the types',
  },
  {
    file: 'src/provider/breakers.ts',
    line: "return state.kind === 'open' && now >= state.until ? { kind: 'halfOpen', isProbing: false } : state;",
    replacement: '""',
    why: 'what is neither open nor closed is shown and treated as half-open, and nothing keeps this value',
  },
  {
    file: 'src/provider/lane.ts',
    line: 'if (pause === undefined || until > pause.until) pause = { until, kind };',
    replacement: 'until >= pause.until',
    why: 'of two pauses that end at the same moment either may be the one that is told',
  },
  {
    file: 'src/provider/limiter.ts',
    line: 'if (this.#waiting.length === 0) return;',
    replacement: 'false',
    why: 'spares work where nobody waits; without anybody the rest does nothing',
  },
  {
    file: 'src/provider/limits.ts',
    line: "const error = end.kind === 'failed' && isProviderError(end.error) ? end.error : undefined;",
    replacement: 'true',
    why: 'only a failed end has an error; the comparison is there for the types',
  },
  {
    file: 'src/provider/limits.ts',
    line: "outcome: error?.kind === 'rateLimit' ? 'throttled' : 'other',",
    replacement: '""',
    why: 'whatever is neither an answer nor a complaint leaves the slots as they are',
  },
  {
    file: 'src/provider/rateHeaders.ts',
    line: 'return text !== null && /^\\d{1,15}$/.test(text) ? Number(text) : undefined;',
    replacement: 'true',
    why: 'null is no number to the pattern, either; the comparison is there for the types',
  },
  {
    file: 'src/provider/rateHeaders.ts',
    line: 'if (text === null) return undefined;',
    replacement: 'false',
    why: 'null is no duration to the pattern, either; the comparison is there for the types',
  },
  {
    file: 'src/provider/rateHeaders.ts',
    line: "for (const [, value, unit = ''] of whole.matchAll(/(\\d+(?:\\.\\d+)?)([a-zµ]+)/g)) {",
    replacement: '"Stryker was here!"',
    why: 'a match always has a unit; the default is there for the types',
  },
  {
    file: 'src/provider/rateWindow.ts',
    line: 'if (now < entry.until) return;',
    replacement: 'now <= entry.until',
    why: 'at the very end of a minute the window gives that moment as the answer, whether the payment is in it or not',
  },
  {
    file: 'src/provider/serverQuota.ts',
    line: "} else if (left.kind === 'fixed') {",
    replacement: 'true',
    why: 'what is unknown stays unknown, whatever is taken off it',
  },
];
