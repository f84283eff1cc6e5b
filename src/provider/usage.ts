/** Tokens of one request, under the names the original used. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
}

/** The two counts and their sum. */
export function usageOf(promptTokens: number, completionTokens: number): Usage {
  return { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens };
}

/** Nothing was spent. */
export const noUsage: Usage = usageOf(0, 0);
