import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { benchResult } from '../benchResult.ts';
import { parsePerfview } from '../parsePerfview.ts';

describe('Activation', () => {
  it('is written down by the editor for both extensions', async function () {
    this.timeout(60_000);
    const wanted = ['opencrates.opencrates', 'opencrates-fixtures.empty'];
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await sleep(500);
      if (wanted.every((id) => vscode.extensions.getExtension(id)?.isActive === true)) break;
    }
    await sleep(1500);
    await vscode.commands.executeCommand('perfview.show');
    await sleep(2500);
    const text = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? '';
    const rows = parsePerfview(text);
    const [ours = 0, empty = 0] = wanted.map((id) => rows.get(id) ?? Number.NaN);
    writeFileSync(process.env[benchResult] ?? '', JSON.stringify({ ours, empty }));
  });
});
