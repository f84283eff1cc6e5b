/** The function the stories are about, one per file. */
export const half = 'export function half(value: number): number {\n  return value / 2;\n}\n';

/** `half` as the scripted answers would have it. */
export const betterHalf = half.replace('value / 2', 'value * 0.5');

/** A fenced answer, as models give code. */
export function fenced(code: string, language = 'ts'): string {
  return `\`\`\`${language}\n${code.trimEnd()}\n\`\`\`\n`;
}
