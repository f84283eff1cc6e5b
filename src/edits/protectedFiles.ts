/** Folders whose files make an editor, a repository or an assistant act by itself. */
const folders: ReadonlySet<string> = new Set([
  '.vscode',
  '.git',
  '.github',
  '.gitlab',
  '.husky',
  '.devcontainer',
  '.claude',
  '.codex',
  '.cursor',
  '.gemini',
  '.continue',
  '.roo',
  '.windsurf',
  '.clinerules',
]);

/** The same for single files, in lower case. */
const names: ReadonlySet<string> = new Set([
  'agents.md',
  'claude.md',
  'gemini.md',
  'copilot-instructions.md',
  'mcp.json',
  '.mcp.json',
  '.cursorrules',
  '.windsurfrules',
  '.clinerules',
  '.aider.conf.yml',
  '.gitmodules',
  '.gitattributes',
  '.gitlab-ci.yml',
  '.envrc',
  'opencrates.json',
  'opencrates.toml',
]);

/**
 * True for a file that may make the editor, git, a build server or an assistant run something: no answer writes it
 * unless it is the file that is being edited. The path may have slashes of either kind and any case.
 */
export function isProtectedPath(path: string): boolean {
  const parts = path.toLowerCase().split(/[/\\]/u);
  // Windows opens `.vscode.` and `.git ` as the folders without the ending.
  const plain = parts.map((part) => part.replace(/[. ]+$/u, '') || part);
  const name = plain.at(-1) ?? '';
  return plain.some((part) => folders.has(part)) || names.has(name) || name.endsWith('.code-workspace');
}
