const families: Readonly<Record<string, string>> = {
  javascript:
    'javascript js jsx mjs cjs typescript ts tsx mts cts javascriptreact typescriptreact node ecmascript',
  python: 'python py py3 python3 pyi pyw',
  rust: 'rust rs',
  go: 'go golang',
  java: 'java',
  csharp: 'csharp cs c#',
  cpp: 'c h cpp c++ cc cxx hpp hh cuda-cpp',
  php: 'php',
  ruby: 'ruby rb',
  shell: 'shellscript bash sh zsh shell',
  css: 'css scss less sass',
  powershell: 'powershell ps1 pwsh',
  kotlin: 'kotlin kt kts',
  swift: 'swift',
  scala: 'scala',
  lua: 'lua',
  haskell: 'haskell hs',
  elixir: 'elixir ex exs',
  dart: 'dart',
  sql: 'sql postgresql mysql sqlite',
  json: 'json jsonc json5',
  yaml: 'yaml yml dockercompose',
  toml: 'toml',
  html: 'html htm xhtml',
  xml: 'xml svg',
  r: 'r rscript',
  zig: 'zig',
  markdown: 'markdown md',
};

const familyOf = new Map(
  Object.entries(families).flatMap(([family, tags]) => tags.split(' ').map((tag) => [tag, family] as const)),
);

/** Files that hold code of several languages, where a fence of another language proves nothing. */
const hosts = new Set([
  'html',
  'xml',
  'vue',
  'svelte',
  'astro',
  'php',
  'markdown',
  'mdx',
  'razor',
  'handlebars',
]);

/** The language family of a fence tag, file extension or VS Code language id; undefined for one not known. */
export function languageFamily(tag: string): string | undefined {
  return familyOf.get(tag.toLowerCase());
}

/** True when a fence tag names a language that a file of `languageId` cannot hold. Unknown tags speak of nothing. */
export function isForeignTag(tag: string, languageId: string): boolean {
  const expected = languageFamily(languageId);
  const found = languageFamily(tag);
  return expected !== undefined && found !== undefined && expected !== found && !hosts.has(languageId);
}

/** The tag in a fence's info string: `ts`, `ts:src/a.ts`, `{.python}`, `title="a.ts"` (none), `src/a.py` (its extension). */
export function fenceTag(info: string): string {
  const word = info.trim().split(/\s/u, 1)[0] ?? '';
  const plain = word.replace(/^\{?\.?(?:language-)?/u, '').replace(/[}:,{].*$/u, '');
  if (languageFamily(plain) !== undefined) return plain.toLowerCase();
  const extension = /\.(\w+)$/u.exec(word)?.[1] ?? '';
  return languageFamily(extension) === undefined ? plain.toLowerCase() : extension.toLowerCase();
}

/** True for a word that can only be a path: it has a known extension, or folders and any extension. */
export function looksLikePath(word: string): boolean {
  const extension = /^[\w@.()[\]\-/\\]+\.(\w+)$/u.exec(word)?.[1];
  return extension !== undefined && (languageFamily(extension) !== undefined || /[/\\]/u.test(word));
}

const pathComment = /^(?:\/\/|#|--|\/\*|<!--)\s*(?:file(?:name)?:?\s*)?(\S+?)\s*(?:\*\/|-->)?$/iu;
const path = /^[\w@.()[\]\-/\\]+\.(\w+):?$/u;

/** True for a line that only names a file of the language, as models put above code: `// src/median.ts`, `median.py`. */
export function isFileNameLine(line: string, languageId: string): boolean {
  const text = line.trim();
  const extension = path.exec(pathComment.exec(text)?.[1] ?? text)?.[1];
  const family = extension === undefined ? undefined : languageFamily(extension);
  return family !== undefined && family === languageFamily(languageId);
}
