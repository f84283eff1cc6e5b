import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { eventually } from '../../integration/support/world.ts';
import { benchResult, benchSubject } from '../benchResult.ts';
import { parsePerfview } from '../parsePerfview.ts';

describe('Activation', () => {
  it('is written down by the editor', async function () {
    this.timeout(60_000);
    const id = process.env[benchSubject] ?? '';
    await eventually('activation', () => vscode.extensions.getExtension(id)?.isActive === true, 20_000);
    // What else starts with the window shall have ended.
    await sleep(1000);
    await vscode.commands.executeCommand('perfview.show');
    const time = await eventually('a row for it', () => {
      const page = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? '';
      return parsePerfview(page).get(id);
    });
    writeFileSync(process.env[benchResult] ?? '', JSON.stringify(time));
  });
});
