import { c, cpp } from './cpp.ts';
import { csharp } from './csharp.ts';
import { elixir } from './elixir.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { javascript, tsx, typescript } from './javascript.ts';
import { kotlin } from './kotlin.ts';
import type { LanguageTable } from './languageTable.ts';
import { lua } from './lua.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { r } from './r.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { scala } from './scala.ts';
import { bash, powershell } from './shell.ts';
import { zig } from './zig.ts';

const css: LanguageTable = {
  grammar: 'tree-sitter-css.wasm',
  units: {},
  wrappers: [],
  leading: [],
  imports: ['import_statement'],
};

/** Every language with a grammar, by VS Code's language id. */
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
  ['c', c],
  ['php', php],
  ['ruby', ruby],
  ['shellscript', bash],
  ['css', css],
  ['powershell', powershell],
  ['lua', lua],
  ['kotlin', kotlin],
  ['scala', scala],
  ['elixir', elixir],
  ['r', r],
  ['zig', zig],
]);
