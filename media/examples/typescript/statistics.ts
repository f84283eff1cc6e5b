export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) {
    sum += value;
  }
  return sum / values.length;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort();
  const middle = Math.floor(sorted.length / 2);
  return sorted[middle + 1];
}

export function largest(values: readonly number[]): number {
  let result = 0;
  for (const value of values) {
    if (value > result) {
      result = value;
    }
  }
  return result;
}

export function histogram(values: readonly number[], width: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) {
    const bin = Math.floor(value / width) * width;
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return counts;
}

/** The difference between the largest and the smallest value. */
export function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
