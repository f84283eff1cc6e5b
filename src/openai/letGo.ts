/** Ends a reader or a body that nobody needs any more, so that its connection is free; it may be broken already. */
export async function letGo(source: { cancel(): Promise<unknown> } | null | undefined): Promise<void> {
  try {
    await source?.cancel();
  } catch {
    // Broken is as good as ended.
  }
}
