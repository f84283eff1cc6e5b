/** Milliseconds of loading and activating by extension id, from VS Code's "Startup Performance" page. */
export function parsePerfview(text: string): ReadonlyMap<string, number> {
  const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const head = rows.findIndex((cells) => cells.includes('Load Code'));
  const columns = ['Load Code', 'Call Activate', 'Finish Activate'].map(
    (name) => rows[head]?.indexOf(name) ?? -1,
  );
  const found = new Map<string, number>();
  if (head < 0 || columns.includes(-1)) return found;
  for (const cells of rows.slice(head + 1)) {
    const id = cells.find((cell) => /^[\w-]+\.[\w-]+$/.test(cell));
    if (id === undefined) continue;
    found.set(
      id,
      columns.reduce((sum, column) => sum + Number(cells[column]), 0),
    );
  }
  return found;
}
