/** A stretch of text: lines and UTF-16 characters count from 0, the end is excluded. */
export interface TextRange {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
}
