// Plain JavaScript, so that a Node too old for start.ts, or a clone without `npm ci`, gets a sentence and not a stack.
import { existsSync } from 'node:fs';
import path from 'node:path';

const major = Number(process.versions.node.split('.')[0]);
const installed = existsSync(path.join(import.meta.dirname ?? '.', '../../node_modules/.bin/node'));

if (installed && major >= 24) await import('./start.ts');
else {
  const advice = installed
    ? 'Start with "npm start": it runs on the Node 24 that "npm ci" installed.'
    : major < 20
      ? `Node ${process.versions.node} is too old; Node 20 or newer is needed. Install it from https://nodejs.org; from Debian 13 on, sudo apt install nodejs npm does too.`
      : 'Run "npm ci" first: it installs what "npm start" needs.';
  console.error(advice);
  process.exitCode = 1;
}
