/** A TypeScript module of many small functions, the line of one in its middle, and a new version of that one. */
export function largeModule(functions: number): {
  readonly text: string;
  readonly line: number;
  readonly answer: string;
} {
  const middle = Math.floor(functions / 2);
  const linesOf = (index: number): readonly string[] => [
    `export function total${index}(values: readonly number[]): number {`,
    '  let sum = 0;',
    '  for (const value of values) {',
    `    if (value > ${index}) sum += value;`,
    '  }',
    '  return sum;',
    '}',
    '',
  ];
  const steps = Array.from({ length: 60 }, (_, step) => `  sum += values[${step}] ?? ${step};`);
  return {
    text: Array.from({ length: functions }, (_, index) => linesOf(index).join('\n')).join('\n'),
    line: middle * linesOf(0).length + 1,
    answer: linesOf(middle)
      .toSpliced(2, 0, ...steps)
      .join('\n')
      .trimEnd(),
  };
}
