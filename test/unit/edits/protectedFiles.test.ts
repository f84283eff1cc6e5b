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
  ])
    it(`is ${path}`, () => assert.ok(isProtectedPath(path)));

  for (const path of [
    'src/vscode/settings.ts',
    'git/config.py',
    'github.ts',
    'agents.mdx',
    'code-workspace.ts',
    'src/mcp.ts',
    '...',
    '',
  ])
    it(`is not ${JSON.stringify(path)}`, () => assert.ok(!isProtectedPath(path)));
});
