import { statSync } from 'node:fs';

/** Which share of a stage's files a process runs: the first of two is 1 of 2. */
export interface Part {
  readonly number: number;
  readonly of: number;
}

/** What an argument such as `1/2` says; everything when it is left out. */
export function partNamed(text = '1/1'): Part {
  const [number = NaN, of = NaN] = text.split('/').map(Number);
  if (!(Number.isInteger(number) && Number.isInteger(of) && number >= 1 && number <= of))
    throw new Error(`A part is named 1/2, not ${text}`);
  return { number, of };
}

/** The files of one part, in their order. Parts weigh about the same: the longer a file, the longer its stories take. */
export function filesOf(files: readonly string[], part: Part): readonly string[] {
  const weights = files.map((file) => ({ file, weight: statSync(file).size }));
  const parts = Array.from({ length: part.of }, () => ({ weight: 0, files: new Set<string>() }));
  for (const { file, weight } of weights.toSorted((a, b) => b.weight - a.weight)) {
    const lightest = parts.reduce((least, each) => (each.weight < least.weight ? each : least));
    lightest.files.add(file);
    lightest.weight += weight;
  }
  return files.filter((file) => parts[part.number - 1]?.files.has(file));
}
