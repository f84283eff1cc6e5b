/** Words from outside for `MarkdownString.appendText`, which lets `<links>` and `&entities;` through. */
export function markdownText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A link that runs a command; nothing in the argument can end the link early or break it. */
export function commandLink(word: string, command: string, argument: unknown): string {
  const query = encodeURIComponent(JSON.stringify([argument])).replace(
    /[!'()*~_]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `[${word}](command:${command}?${query})`;
}
