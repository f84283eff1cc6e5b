/** A whole start with a simulated model and a stand-in for the editor, for the tests that kill it. Prints the scratch folder. */
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startCodeServer, workbenchAddress } from '../support/codeServer.ts';
import { spawnGuarded } from '../support/spawnGuarded.ts';
import type { OpenEditor } from './openEditor.ts';
import { realParts, runStart } from './runStart.ts';

const isReal = process.argv.includes('real');

/** Leaves a socket, a file and a child, as an editor does; a stubborn one ignores being asked to end. */
const untidyProgram = `
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
if (process.env.STUBBORN) process.on('SIGTERM', () => undefined);
else process.on('SIGTERM', () => process.exit());
fs.writeFileSync(path.join(process.env.TMPDIR, 'left.txt'), 'left');
net.createServer().listen(path.join(process.env.TMPDIR, 'left.sock'));
if (process.argv[1] !== 'child') spawn(process.execPath, ['-e', process.env.UNTIDY, 'child'], { stdio: 'inherit' });
`;

async function openStandIn(): Promise<OpenEditor> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'oc-'));
  const guarded = spawnGuarded(process.execPath, ['-e', untidyProgram, 'parent'], {
    environment: {
      ...process.env,
      TMPDIR: scratch,
      UNTIDY: untidyProgram,
      STUBBORN: process.argv.includes('stubborn') ? '1' : undefined,
    },
    remove: [scratch],
  });
  return {
    address: `http://127.0.0.1/?scratch=${scratch}`,
    ended: guarded.ended,
    stop: () => guarded.stop(),
  };
}

async function openReal(): Promise<OpenEditor> {
  const server = await startCodeServer();
  const address = `${workbenchAddress(server.url, import.meta.dirname)}&scratch=${path.dirname(server.userData)}`;
  return { address, ended: server.ended, stop: () => server.stop() };
}

process.stdout.on('error', () => undefined);
const options = {
  model: { kind: 'simulated' },
  folder: import.meta.dirname,
  port: undefined,
  open: false,
} as const;
process.exit(
  await runStart(options, {
    ...realParts,
    environment: {},
    otherModels: async () => [],
    desktopCode: () => undefined,
    openInBrowser: isReal ? openReal : openStandIn,
  }),
);
