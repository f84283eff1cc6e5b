/** Folders whose files make an editor, a repository, a build server or an assistant act by itself. */
const folders: ReadonlySet<string> = new Set([
  '.vscode',
  '.zed',
  '.idea',
  '.git',
  '.github',
  '.gitlab',
  '.circleci',
  '.husky',
  '.devcontainer',
  '.agents',
  '.claude',
  '.codex',
  '.cursor',
  '.gemini',
  '.continue',
  '.roo',
  '.windsurf',
  '.clinerules',
  '.kiro',
  '.junie',
  '.amazonq',
  '.opencode',
]);

/** The same for single files, in lower case. */
const names: ReadonlySet<string> = new Set([
  'agents.md',
  'agents.override.md',
  'claude.md',
  'claude.local.md',
  'gemini.md',
  'copilot-instructions.md',
  'mcp.json',
  '.mcp.json',
  'mcp_config.json',
  'opencode.json',
  '.cursorrules',
  '.windsurfrules',
  '.aider.conf.yml',
  '.gitmodules',
  '.gitattributes',
  '.gitlab-ci.yml',
  '.envrc',
  'opencrates.json',
  'opencrates.toml',
]);

const endings = ['.code-workspace', '.instructions.md', '.prompt.md'] as const;

/** `GIT~1`, `AGENTS~1.MD`: at most eight characters, a number after `~`, an ending of at most three. */
const shortName = /^(?=[^.]{3,8}(?:\.|$))[^.~]{1,6}~\d{1,6}(?:\.[^.]{0,3})?$/u;

/** The name a file system opens: Windows drops dots and blanks at the end, macOS what is invisible. */
function openedName(part: string): string {
  const plain = part.normalize('NFKC').replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '');
  return plain.toLowerCase().replace(/[. ]+$/u, '') || plain;
}

/**
 * True for a file that may make the editor, git, a build server or an assistant run something: no answer writes it
 * unless it is the file that is being edited. The path may have slashes of either kind and any case.
 *
 * Two kinds of names are refused without a look at what they stand for, since Windows opens other files by them and
 * projects that are to be checked out there have none: a stream (`.git::$INDEX_ALLOCATION`; any colon but a drive's) and
 * a short name (`GIT~1`). A short name is one only in the exact shape that Windows gives: backups (`a.ts~2`) are others.
 */
export function isProtectedPath(path: string): boolean {
  const parts = path.replace(/^[a-z]:(?=[/\\]|$)/iu, '').split(/[/\\]/u);
  if (parts.some((part) => part.includes(':'))) return true;
  const opened = parts.map(openedName);
  const name = opened.at(-1) ?? '';
  return (
    opened.some((part) => folders.has(part) || shortName.test(part)) ||
    names.has(name) ||
    endings.some((ending) => name.endsWith(ending))
  );
}
