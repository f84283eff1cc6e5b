import assert from 'node:assert/strict';
import { checkPrerequisites, inspectComputer } from '../../start/prerequisites.ts';
import type { Computer } from '../../start/prerequisites.ts';

const complete: Computer = {
  platform: 'linux',
  arch: 'x64',
  node: '20.0.0',
  npm: '10.2.0',
  python: '3.10.0',
  pip: '23.0',
  compiler: true,
};
const all = { python: true, browserEditor: true };

function check(changes: Partial<Computer>, needs = all) {
  return checkPrerequisites({ ...complete, ...changes }, needs);
}

describe('Prerequisites', function () {
  this.timeout(20_000);

  it('are met by a plain Linux with Node, npm, Python, pip and a compiler', () => {
    assert.deepEqual(check({}), { missing: [], remarks: [] });
  });

  it('are named one by one with the line that installs them', () => {
    assert.deepEqual(check({ node: '18.19.1', npm: undefined, python: undefined, pip: undefined }).missing, [
      'Node 20 or newer is needed, found 18.19.1. Install it from https://nodejs.org; from Debian 13 on, sudo apt install nodejs does too.',
      'npm is needed. Install it: sudo apt install npm',
      'Python 3.10 or newer with pip is needed. Install it: sudo apt install python3 python3-pip',
    ]);
  });

  it('tell an old Python and a Python without pip apart', () => {
    assert.match(check({ python: '3.9.18' }).missing.join(), /found 3\.9\.18/);
    assert.deepEqual(check({ pip: undefined }).missing, [
      'pip, the package installer of Python, is needed. Install it: sudo apt install python3-pip',
    ]);
    assert.deepEqual(check({ python: '4.0.0' }).missing, []);
    assert.deepEqual(check({ python: '3' }).missing.length, 1);
  });

  it('leave Python out where the model does not run here', () => {
    assert.deepEqual(
      check({ python: undefined, pip: undefined }, { python: false, browserEditor: true }).missing,
      [],
    );
  });

  it('only remark on a missing compiler, and only for the editor that needs it', () => {
    const { missing, remarks } = check({ compiler: false });
    assert.deepEqual(missing, []);
    assert.match(remarks.join(), /log module is not built.*sudo apt install g\+\+ make python3/);
    assert.deepEqual(check({ compiler: false }, { python: true, browserEditor: false }).remarks, []);
  });

  it('refuse other processors for the browser editor only', () => {
    assert.match(check({ arch: 'riscv64' }).missing.join(), /this is riscv64/);
    assert.deepEqual(check({ arch: 'riscv64' }, { python: true, browserEditor: false }).missing, []);
  });

  it('send other systems the desktop way in one sentence', () => {
    const { missing, remarks } = check({ platform: 'darwin', node: '18.0.0' });
    assert.equal(missing.length, 1);
    assert.match(missing[0] ?? '', /runs on Linux only.*npm run package.*code --install-extension/);
    assert.deepEqual(remarks, []);
  });

  it('look at the Node that npm runs on, not at the one npm installed for the scripts', async () => {
    const computer = await inspectComputer({ npm_config_user_agent: 'npm/10.2.0 node/v18.20.4 linux x64' });
    assert.equal(computer.node, '18.20.4');
    assert.equal((await inspectComputer({})).node, process.versions.node);
    assert.match(computer.npm ?? '', /^\d+\./);
  });
});
