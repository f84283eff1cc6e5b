import type { Workbench } from './workbench.ts';

/** Opens a file, puts the cursor on a line (from 1), chooses Generate by its keys and answers the box. */
export async function askFor(
  bench: Workbench,
  instruction: string,
  place: { readonly file: string; readonly line?: number },
): Promise<void> {
  await bench.editor.open(place.file);
  await bench.editor.goTo(place.line ?? 2);
  await bench.editor.chord('Control+K', 'Alt+G');
  await bench.input.shown();
  await bench.input.answer(instruction);
}
