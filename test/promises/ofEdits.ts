import type { Violation } from './violation.ts';

const test = 'test/unit/edits/promises.test.ts';

/** Faults in the way from an answer to an edit. */
export const ofEdits: readonly Violation[] = [
  {
    promise: 'tabs stay identical',
    test,
    fault: 'an answer’s spaces are taken as they come',
    file: 'src/edits/place.ts',
    from: 'convertIndents(trimBlankLines(code.lines), styleAround(file, original))',
    to: 'trimBlankLines(code.lines)',
  },
  {
    promise: 'trailing blanks stay identical',
    test,
    fault: 'blanks that the model dropped stay dropped',
    file: 'src/edits/place.ts',
    from: 'return restoreTrailingBlanks(moved, original);',
    to: 'return moved;',
  },
  {
    promise: 'nested code fences stay identical',
    test,
    fault: 'the first fence inside the code ends it',
    file: 'src/edits/extract.ts',
    from: 'const outer = nested && blocks[0] !== undefined ? outermost(lines, blocks[0]) : undefined;',
    to: 'const outer = undefined;',
  },
  {
    promise: 'HTML entities stay identical',
    test,
    fault: 'every entity is decoded',
    file: 'src/edits/forms/htmlEntities.ts',
    from: 'return isSure ? decoded : undefined;',
    to: 'return decoded;',
  },
  {
    promise: '$ stays identical',
    test,
    fault: 'the new text goes through String.replace, which reads $& and $$',
    file: 'src/edits/lineEdits.ts',
    from: "return result.flat().join('\\n');",
    to: "return before.replace(before, result.flat().join('\\n'));",
  },
  {
    promise: '} stays identical',
    test,
    fault: 'a text that parses worse than the file passes',
    file: 'src/edits/judge.ts',
    from: "if (after.errorCount > tree.errorCount) return 'unsound';",
    to: '',
  },
  {
    promise: 'the edit is a minimal line diff',
    test,
    fault: 'all lines between the first and the last change are replaced',
    file: 'src/edits/lineEdits.ts',
    from: 'const edits = changes === undefined ? anchoredEdits(removed, added) : toEdits(changes);',
    to: 'const edits = changes === undefined ? anchoredEdits(removed, added) : [{ ...whole, startLine: 0 }];',
  },
  {
    promise: 'an incomplete answer is never taken for a complete one',
    test,
    fault: 'how the stream ended is not looked at',
    file: 'src/edits/readAnswer.ts',
    from: "ended === 'truncated' || (patch?.isWhole !== true && extracted.open)",
    to: 'patch?.isWhole !== true && extracted.open',
  },
  {
    promise: 'an incomplete answer is never taken for a complete one',
    test,
    fault: 'code whose fence never closed is taken',
    file: 'src/edits/readAnswer.ts',
    from: "ended === 'truncated' || (patch?.isWhole !== true && extracted.open)",
    to: "ended === 'truncated'",
  },
  {
    promise: 'an elided rest of the code is never taken for the code',
    test,
    fault: 'nobody looks for marks of code that was left out',
    file: 'src/edits/readAnswer.ts',
    from: "if (text !== input.file && isElidedResult(result, input)) return faulty('elided');",
    to: '',
  },
];
