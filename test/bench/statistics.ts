/** The value below which a share (0–1) of the numbers lies, by the nearest rank; NaN of none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The middle value. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}
