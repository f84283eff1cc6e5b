/** How documentation is written down. */
export type DocumentationStyle = 'tsdoc' | 'jsdoc' | 'google' | 'rustdoc';

const styles: ReadonlyMap<string, DocumentationStyle> = new Map([
  ['typescript', 'tsdoc'],
  ['typescriptreact', 'tsdoc'],
  ['javascript', 'jsdoc'],
  ['javascriptreact', 'jsdoc'],
  ['python', 'google'],
  ['rust', 'rustdoc'],
]);

/** The style of a VS Code language id; undefined when Document does not know the language. */
export function documentationStyle(languageId: string): DocumentationStyle | undefined {
  return styles.get(languageId);
}
