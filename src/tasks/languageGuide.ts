/** What the model is told about a language. */
export interface LanguageGuide {
  /** The language's own name. */
  readonly name: string;
  /** The word after the backticks of a fenced block. */
  readonly fence: string;
  /** How good code looks in it; empty for a language we say nothing about. */
  readonly rules: string;
}

const ecmascript = 'Use `const`, `===` and `async`/`await`; handle rejected promises.';
const typescript = `Write precise types, never \`any\`. ${ecmascript}`;

const guides: Readonly<Record<string, LanguageGuide>> = {
  typescript: { name: 'TypeScript', fence: 'typescript', rules: typescript },
  typescriptreact: {
    name: 'TypeScript (React)',
    fence: 'tsx',
    rules: `Write function components and hooks. ${typescript}`,
  },
  javascript: { name: 'JavaScript', fence: 'javascript', rules: ecmascript },
  javascriptreact: {
    name: 'JavaScript (React)',
    fence: 'jsx',
    rules: `Write function components and hooks. ${ecmascript}`,
  },
  python: {
    name: 'Python',
    fence: 'python',
    rules: 'Follow PEP 8, write type hints, use context managers, raise precise exceptions.',
  },
  rust: {
    name: 'Rust',
    fence: 'rust',
    rules:
      'Write safe idiomatic Rust; return `Result` or `Option` instead of calling `unwrap`; borrow before cloning.',
  },
  go: {
    name: 'Go',
    fence: 'go',
    rules: 'Write gofmt style; return errors with context and check each of them.',
  },
  java: {
    name: 'Java',
    fence: 'java',
    rules: 'Close resources with try-with-resources; throw precise exceptions.',
  },
  csharp: { name: 'C#', fence: 'csharp', rules: 'Respect nullable references; dispose with `using`.' },
  c: {
    name: 'C',
    fence: 'c',
    rules: 'Check lengths, allocations and return values; free what you allocate.',
  },
  cpp: {
    name: 'C++',
    fence: 'cpp',
    rules: 'Use RAII, smart pointers and `const`; never raw `new` or `delete`.',
  },
  php: { name: 'PHP', fence: 'php', rules: 'Declare types; use prepared statements; escape output.' },
  ruby: { name: 'Ruby', fence: 'ruby', rules: 'Write idiomatic Ruby with two-space indentation.' },
  shellscript: { name: 'shell', fence: 'bash', rules: 'Quote every expansion; check that commands succeed.' },
  powershell: { name: 'PowerShell', fence: 'powershell', rules: 'Use approved verbs and typed parameters.' },
  css: { name: 'CSS', fence: 'css', rules: '' },
};

/** The guide of a VS Code language id; of one we do not know its id, of plain text no language at all. */
export function languageGuide(languageId: string): LanguageGuide {
  const known = Object.hasOwn(guides, languageId) ? guides[languageId] : undefined;
  if (known !== undefined) return known;
  const fence = /^[\w+#-]+$/u.test(languageId) && languageId !== 'plaintext' ? languageId : '';
  return { name: fence, fence, rules: '' };
}
