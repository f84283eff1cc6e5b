/** A `/** … *` + `/` comment of lines; what would end it early is broken up. One line stays one line. */
export function blockComment(lines: readonly string[], indent: string): readonly string[] {
  const safe = lines.map((line) => line.replaceAll('*/', String.raw`*\/`));
  const [only] = safe;
  if (safe.length === 1 && only !== undefined) return [`${indent}/** ${only} */`];
  return [`${indent}/**`, ...safe.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}
