import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { startScriptedServer } from '../support/scriptedServer.ts';
import { endSharedEditor } from './driver/sharedEditor.ts';
import { type Workbench, openWorkbench } from './driver/workbench.ts';
import { type Scene, firstRun, scenes } from './pictures/scenes.ts';

// `npm run screenshots [name…]`: the pictures of the README, light and dark, into media/screenshots.

const themes = { light: 'Light 2026', dark: 'Dark 2026' } as const;
const pictures = join(repositoryRoot, 'media/screenshots');
const look = {
  'workbench.layoutControl.enabled': false,
  'editor.scrollBeyondLastLine': false,
  'editor.fontSize': 13,
  'editor.scrollbar.vertical': 'hidden',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.overviewRulerBorder': false,
  'diffEditor.renderOverviewRuler': false,
  'breadcrumbs.enabled': false,
} as const;
const examples = ['typescript/statistics.ts', 'python/orders.py', 'python/report.py', 'rust/account.rs'];

function build(): void {
  for (const script of [['esbuild.mjs'], ['test/check.ts', 'package']])
    execFileSync(process.execPath, script, { cwd: repositoryRoot, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function take(bench: Workbench, name: string): Promise<void> {
  // Blinking cursors and fading widgets would make two runs differ.
  await bench.page.waitForTimeout(400);
  await bench.page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled', caret: 'hide' });
  console.log(`media/screenshots/${name}.png`);
}

async function takeAll(
  theme: keyof typeof themes,
  settings: Readonly<Record<string, unknown>>,
  play: (bench: Workbench, name: (scene: Scene) => string) => Promise<void>,
): Promise<void> {
  const bench = await openWorkbench({
    examples,
    size: { width: 1200, height: 760 },
    settings: { ...look, 'workbench.colorTheme': themes[theme], ...settings },
  });
  try {
    await play(bench, (scene) => (theme === 'light' ? scene.name : `${scene.name}-${theme}`));
  } catch (error) {
    await bench.screenshot(`failed picture ${theme}`);
    throw error;
  } finally {
    await bench.close();
  }
}

build();
await mkdir(pictures, { recursive: true });
const server = await startScriptedServer();
try {
  for (const theme of ['light', 'dark'] as const) {
    const model = { 'opencrates.endpoint': server.url, 'opencrates.model': 'your-model' };
    await takeAll(theme, model, async (bench, name) => {
      for (const scene of scenes) {
        await scene.act(bench, server);
        await take(bench, name(scene));
        await scene.leave?.(bench);
      }
    });
    await takeAll(theme, {}, async (bench, name) => {
      await firstRun.act(bench, server);
      await take(bench, name(firstRun));
    });
  }
} finally {
  await endSharedEditor();
  await server.stop();
}
