import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showUsage } from '../../src/editor/usageView.ts';
import { createLedger, type DayUsage, type Ledger } from '../../src/ledger/ledger.ts';
import { box, choose, click, press, read, rows, seen } from './support/person.ts';
import { inWorldOfAPerson } from './support/inWorld.ts';
import { eventually, run } from './support/world.ts';

function ledgerOf(...days: readonly DayUsage[]): Ledger {
  const store = { get: () => ({ version: 1, days }), set: () => Promise.resolve() };
  return createLedger(store, () => new Date(2027, 2, 4));
}

function day(date: string, more: Partial<DayUsage> = {}): DayUsage {
  return {
    date,
    requests: 1,
    failures: 0,
    cacheHits: 0,
    promptTokens: 1234,
    completionTokens: 56,
    estimated: false,
    ...more,
  };
}

describe('Usage', () => {
  const world = inWorldOfAPerson();

  it('begins with one sentence and the way to the first request', async () => {
    const shown = showUsage(ledgerOf());
    await box('Usage');
    assert.match((await rows())[0] ?? '', /^Nothing has been asked yet\.\s?Run the first Generate/);
    await world.open('one.ts', 'export const one = 1;\n');
    const again = showUsage(ledgerOf());
    await shown;
    await box('Usage');
    await choose('Nothing has been asked yet');
    await box('Generate');
    await press('Escape');
    await again;
  });

  it('lists today first, then earlier days, newest first', async () => {
    const shown = showUsage(
      ledgerOf(
        day('2027-03-01', { requests: 1200, failures: 1 }),
        day('2027-03-03', { failures: 2, requests: 3 }),
        day('2027-03-04', { estimated: true }),
      ),
    );
    await box('Usage');
    const listed = (await rows()).slice(0, 3);
    assert.match(listed[0] ?? '', /^Today\s?about 1,234 tokens in, 56 out · 1 request$/);
    assert.match(listed[1] ?? '', /^Wed, March 3\s?1,234 tokens in, 56 out · 3 requests, 2 failed/);
    assert.match(listed[2] ?? '', /^Mon, March 1\s?1,234 tokens in, 56 out · 1,200 requests, 1 failed/);
    await press('Escape');
    await shown;
  });

  it('stays open when a day is chosen, and copies its figures by the button', async () => {
    const shown = showUsage(ledgerOf(day('2027-03-04')));
    await box('Usage');
    await choose('Today');
    await box('Usage');
    await click('.quick-input-widget .monaco-list-row:has-text("Today") .action-label.codicon-copy');
    await eventually(
      'the figures in the clipboard',
      async () =>
        (await vscode.env.clipboard.readText()) === '2027-03-04: 1,234 tokens in, 56 out; 1 request',
    );
    await press('Escape');
    await shown;
  });

  it('counts what was really asked, and leads to the settings', async () => {
    await world.open('one.ts', 'export const one = 1;\n');
    await run('analyze');
    const shown = run('showUsage');
    await box('Usage');
    assert.match(
      (await rows())[0] ?? '',
      /^Today\s?(about )?[\d,]+ tokens in, [\d,]+ out · [\d,]+ requests?/,
    );
    await choose('Settings');
    await shown;
    await eventually('the settings', async () => (await read('.settings-editor')).length > 0);
  });

  it('leads to the key, the test and the log', async () => {
    const key = showUsage(ledgerOf(day('2027-03-04')));
    await box('Usage');
    await choose('Enter key…');
    await box('Key for');
    await press('Escape');
    await key;
    const test = showUsage(ledgerOf(day('2027-03-04')));
    await box('Usage');
    await choose('Test the connection');
    await vscode.commands.executeCommand('notifications.showList');
    await seen('answered with scripted', '.notifications-center .notification-list-item-message');
    await vscode.commands.executeCommand('notifications.clearAll');
    await test;
    const log = showUsage(ledgerOf(day('2027-03-04')));
    await box('Usage');
    await choose('Show log');
    await log;
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});
