import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { setTransportSecret } from '../../src/editor/commands/setTransportSecret.ts';
import { describeFailure } from '../../src/editor/failures.ts';
import { createPlainHttp } from '../../src/editor/plainHttp.ts';
import type { Settings } from '../../src/editor/settings.ts';
import { createTransportSecrets } from '../../src/editor/transportSecrets.ts';
import { type TransportFault, transportFault } from '../../src/openai/transport/transportFault.ts';
import { resolveConfig } from '../../src/provider/config.ts';
import { answer, box, buttonsOf, decide, needsPerson, noMessages, press, told } from './support/person.ts';
import { run, setting } from './support/world.ts';

const endpoint = 'https://models.example/v1';
const faults: Readonly<Record<TransportFault, string>> = {
  tlsTooOld: 'models.example offers only encryption that is out of date, so nothing was sent.',
  tlsUnproved: 'How the way to models.example is encrypted cannot be seen here, so the answer is not used.',
  wrongPin: 'models.example showed a certificate that fits none of its pins, so nothing was sent.',
  clientCertificate: 'The client certificate for models.example cannot be used: the fact',
  proxyCredentials: 'The proxy on the way to models.example wants a name and a password.',
  proxyRefused: 'The proxy did not connect to models.example: the fact',
  plainHttp: 'The way to models.example is not encrypted and nobody has allowed that, so nothing was sent.',
  keyHeldBack: 'models.example wants a key, which was held back because the way there is not encrypted.',
  noSigningSecret: 'Requests to models.example should be signed, but there is no signing secret for it.',
  unusableSetting: 'The setting the fact cannot be used, so nothing was sent. Correct it first.',
};

describe('What the transport refuses', () => {
  for (const [fault, words] of Object.entries(faults) as [TransportFault, string][]) {
    it(`${fault} has its own sentence and a next step`, () => {
      const described = describeFailure(transportFault(fault, 'the fact'), { endpoint, model: 'm' });
      assert.equal(described?.message, words);
      assert.ok((described?.buttons.length ?? 0) >= 2);
    });
  }
});

/** Secret storage in memory, or one that always fails. */
function storage(isBroken = false): vscode.SecretStorage {
  const kept = new Map<string, string>();
  const unless = async <T>(work: () => T): Promise<T> => {
    if (isBroken) throw new Error('locked');
    return work();
  };
  return {
    get: (name) => unless(() => kept.get(name)),
    store: (name, value) => unless(() => void kept.set(name, value)),
    delete: (name) => unless(() => void kept.delete(name)),
    onDidChange: new vscode.EventEmitter<vscode.SecretStorageChangeEvent>().event,
  };
}

describe('The secrets of the transport', () => {
  const settings = {
    current: () => resolveConfig({ arguments: { endpoint }, environment: {}, settings: {} }),
  } as unknown as Settings;

  before(needsPerson);
  afterEach(noMessages);

  it('are kept for the host, each of its kind, and forgotten when empty', async () => {
    const transportSecrets = createTransportSecrets(storage());
    const entering = setTransportSecret({ settings, transportSecrets }, 'passphrase');
    await box('Passphrase of the client certificate for models.example');
    await answer('not-a-real-passphrase');
    assert.equal(await entering, true);
    assert.equal(await transportSecrets.get('passphrase', 'models.example'), 'not-a-real-passphrase');
    assert.equal(await transportSecrets.get('signing', 'models.example'), undefined);
    assert.equal(await transportSecrets.get('passphrase', 'other.example'), undefined);
    const forgetting = setTransportSecret({ settings, transportSecrets }, 'passphrase');
    await box('Passphrase');
    await press('Enter');
    assert.equal(await forgetting, true);
    assert.equal(await transportSecrets.get('passphrase', 'models.example'), undefined);
  });

  it('change nothing when the box is left', async () => {
    const transportSecrets = createTransportSecrets(storage());
    const entering = setTransportSecret({ settings, transportSecrets }, 'signing');
    await box('Signing secret for models.example');
    await press('Escape');
    assert.equal(await entering, false);
  });

  it('are missing, not invented, when the storage is broken, which is said when one is entered', async () => {
    const transportSecrets = createTransportSecrets(storage(true));
    assert.equal(await transportSecrets.get('signing', 'models.example'), undefined);
    const entering = setTransportSecret({ settings, transportSecrets }, 'signing');
    await box('Signing secret');
    await answer('not-a-real-secret');
    await told('The secret storage of the editor failed, so nothing was kept.');
    await noMessages();
    assert.equal(await entering, false);
  });
});

describe('What was allowed over plain http', () => {
  const question = 'The way to 10.0.0.1 is not encrypted';
  let stored: unknown;
  const memory = {
    get: () => stored,
    update: async (_: string, value: unknown) => void (stored = value),
  } as unknown as vscode.Memento;
  const keysChanged = new vscode.EventEmitter<void>();
  const plainHttp = createPlainHttp(memory, keysChanged.event);
  const asked = (hasKey: boolean): Promise<boolean> => plainHttp.confirm('http://10.0.0.1/v1', hasKey);

  before(needsPerson);
  beforeEach(() => (stored = undefined));
  afterEach(noMessages);
  after(() => plainHttp.dispose());

  it('is asked again about a key when the keys change, and not about code', async () => {
    const first = asked(true);
    await decide(question, 'Send Code and Key');
    assert.equal(await first, true);
    assert.equal(plainHttp.consentTo('10.0.0.1'), 'codeAndKey');
    assert.equal(await asked(true), true, 'not asked again');
    keysChanged.fire();
    assert.equal(plainHttp.consentTo('10.0.0.1'), 'code');
    assert.equal(await asked(false), true, 'there is no key to ask about');
    const again = asked(true);
    await decide(question, 'Send Code Only');
    assert.equal(await again, true);
    assert.deepEqual([plainHttp.consentTo('10.0.0.1'), stored], ['code', { '10.0.0.1': 'codeNotKey' }]);
  });

  it('is nothing when the message is closed, or when what is stored is none of ours', async () => {
    const asking = asked(false);
    await told(question);
    await noMessages();
    assert.equal(await asking, false);
    for (const nonsense of ['x', null, 7, { '10.0.0.1': 'everything' }, { '10.0.0.1': { a: 1 } }]) {
      stored = nonsense;
      assert.equal(plainHttp.consentTo('10.0.0.1'), 'nothing');
    }
  });

  it('needs no question where the way is encrypted or stays on this computer', async () => {
    for (const free of ['https://10.0.0.1/v1', 'http://127.0.0.1:1/v1'])
      assert.equal(await plainHttp.confirm(free, true), true);
  });
});

describe('A command that asks the endpoint', () => {
  const question = 'The way to 10.0.0.1 is not encrypted';

  before(needsPerson);
  before(async () => {
    await setting('endpoint', 'http://10.0.0.1/v1');
    await setting('model', 'scripted');
  });
  afterEach(noMessages);
  after(async () => {
    for (const name of ['endpoint', 'model', 'headers']) await setting(name, undefined);
  });

  for (const command of ['checkHealth', 'testKey', 'selectModel']) {
    it(`asks first what may go over plain http, and sends nothing without an answer: ${command}`, async () => {
      const running = run(command);
      await told(question);
      assert.deepEqual(await buttonsOf(question), ['Send Code']);
      await noMessages();
      assert.equal(await running, undefined);
    });
  }

  it('counts a configured header as a key, whatever its name', async () => {
    await setting('headers', { 'x-goog-api-key': 'not-a-real-key' });
    const running = run('testKey');
    await told(question);
    assert.deepEqual(await buttonsOf(question), ['Send Code Only', 'Send Code and Key']);
    await noMessages();
    await running;
  });
});
