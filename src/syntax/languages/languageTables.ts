import { cpp } from './cpp.ts';
import { csharp } from './csharp.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { javascript, tsx, typescript } from './javascript.ts';
import type { LanguageTable } from './languageTable.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { bash, powershell } from './shell.ts';

const css: LanguageTable = {
  grammar: 'tree-sitter-css.wasm',
  units: {},
  wrappers: [],
  leading: [],
  imports: ['import_statement'],
};

/** Every language with a grammar, by VS Code's language id. C is read with the C++ grammar. */
export const languageTables: ReadonlyMap<string, LanguageTable> = new Map([
  ['typescript', typescript],
  ['typescriptreact', tsx],
  ['javascript', javascript],
  ['javascriptreact', javascript],
  ['python', python],
  ['rust', rust],
  ['go', go],
  ['java', java],
  ['csharp', csharp],
  ['cpp', cpp],
  ['c', cpp],
  ['php', php],
  ['ruby', ruby],
  ['shellscript', bash],
  ['css', css],
  ['powershell', powershell],
]);
