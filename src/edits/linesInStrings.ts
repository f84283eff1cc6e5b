/** Lines that continue one of the strings: their blanks are content. Found by the texts, so it holds for parts of the code too. */
export function linesInStrings(lines: readonly string[], strings: readonly string[]): ReadonlySet<number> {
  const inside = new Set<number>();
  if (strings.length === 0) return inside;
  const text = lines.join('\n');
  let from = 0;
  let line = 0;
  // Counted on from string to string: from the start each time, a long file with many of them would take seconds.
  const countTo = (end: number): void => {
    for (let at = text.indexOf('\n', from); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) line += 1;
    from = end;
  };
  for (const token of strings) {
    const start = text.indexOf(token, from);
    if (start === -1) continue;
    countTo(start);
    const first = line;
    countTo(start + token.length);
    for (let next = first + 1; next <= line; next += 1) inside.add(next);
  }
  return inside;
}
