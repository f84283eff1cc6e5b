import assert from 'node:assert/strict';
import { isProtectedPath } from '../../../src/edits/protectedFiles.ts';

describe('a protected file', () => {
  for (const path of [
    '.vscode/settings.json',
    'packages/app/.vscode/tasks.json',
    'C:\\work\\.VSCODE\\launch.json',
    '.vscode./tasks.json',
    '.git /hooks/pre-commit',
    'team.code-workspace',
    '.git/config',
    '.github/workflows/ci.yml',
    'AGENTS.md',
    'docs/CLAUDE.md',
    '.cursor/rules/main.mdc',
    '.mcp.json',
    'opencrates.toml',
    'CLAUDE.local.md',
    'AGENTS.override.md',
    '.agents/skills/run/SKILL.md',
    '.kiro/hooks/save.kiro.hook',
    '.junie/guidelines.md',
    '.amazonq/rules/a.md',
    '.opencode/command/a.md',
    '.zed/tasks.json',
    '.idea/runConfigurations/a.xml',
    '.circleci/config.yml',
    '.clinerules',
    'opencode.json',
    'mcp_config.json',
    'src/ts.instructions.md',
    'tools/Review.prompt.md',
    // What Windows opens as others.
    '.git::$INDEX_ALLOCATION/hooks/pre-commit',
    'src/a.ts:hidden',
    'C:\\work\\.vscode:x\\tasks.json',
    'C:.git/config',
    'GIT~1/config',
    'vscode~1/tasks.json',
    'AGENTS~1.MD',
    'AG12AB~1.MD',
    // What macOS opens as others.
    '.g\u200Cit/config',
    '.\uFF47\uFF49\uFF54/config',
    '.vſcode/tasks.json',
  ])
    it(`is ${path}`, () => assert.ok(isProtectedPath(path)));

  for (const path of [
    'src/vscode/settings.ts',
    'git/config.py',
    'github.ts',
    'agents.mdx',
    'code-workspace.ts',
    'src/mcp.ts',
    'src/instructions.md',
    'docs/prompt.md',
    'agents/run.ts',
    'src/idea.ts',
    'C:\\project\\a.ts',
    'c:/project/a.ts',
    'src/a.ts~2',
    'src/a.ts.~1~',
    'src/backups~1.json',
    'src/averylongname~1',
    '~1/a.ts',
    'docs/要件：概要.md',
    '...',
    '',
  ])
    it(`is not ${JSON.stringify(path)}`, () => assert.ok(!isProtectedPath(path)));
});
