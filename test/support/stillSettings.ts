/**
 * Settings of an editor that draws and computes no more than tests look at: most of the time of a run goes into the
 * workbench, and each window would have two TypeScript servers of its own.
 */
export const stillSettings: Readonly<Record<string, unknown>> = {
  'js/ts.tsserver.useSyntaxServer': 'never',
  'editor.bracketPairColorization.enabled': false,
  'editor.colorDecorators': false,
  'editor.cursorBlinking': 'solid',
  'editor.guides.indentation': false,
  'editor.inlayHints.enabled': 'off',
  'editor.links': false,
  'editor.matchBrackets': 'never',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.selectionHighlight': false,
  'editor.semanticHighlighting.enabled': false,
  'editor.stickyScroll.enabled': false,
  'workbench.editor.languageDetection': false,
  'workbench.localHistory.enabled': false,
};
