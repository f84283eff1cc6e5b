import assert from 'node:assert/strict';
import { knownProxy } from '../../../src/openai/knownProxy.ts';

interface Known {
  readonly url: string;
  readonly isOn: boolean;
  readonly except: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

function found(over: Partial<Known>, endpoint = 'https://api.models.example/v1'): string | undefined {
  const { environment, ...settings } = { url: '', isOn: true, except: [], environment: {}, ...over };
  return knownProxy(endpoint, settings, environment);
}

describe('The proxy on the way to a server', () => {
  it('is that of the setting, then that of the environment, and without credentials', () => {
    const environment = { HTTPS_PROXY: 'http://proxy-e.example:8080', http_proxy: 'plain.example:3128' };
    assert.equal(found({}), undefined);
    assert.equal(
      found({ url: 'http://me:secret@proxy-s.example:3128', environment }),
      'proxy-s.example:3128',
    );
    assert.equal(found({ environment }), 'proxy-e.example:8080');
    assert.equal(found({ environment }, 'http://models.example/v1'), 'plain.example:3128');
    assert.equal(found({ environment: { all_proxy: 'http://all.example' } }), 'all.example');
    assert.equal(found({ url: 'socks://x' }), undefined);
  });

  it('is none for this computer, and where proxies are switched off', () => {
    const url = 'http://proxy.example:3128';
    assert.equal(found({ url }, 'http://127.0.0.1:11434/v1'), undefined);
    assert.equal(found({ url, isOn: false }), undefined);
  });

  it('is none for hosts that are excepted, by the setting or by the environment', () => {
    const url = 'http://proxy.example:3128';
    for (const name of [
      'models.example',
      '.models.example',
      '*.models.example',
      'API.models.example',
      'models.example:443',
      '*',
    ])
      assert.equal(found({ url, except: [name] }), undefined, name);
    for (const name of ['els.example', 'models.example:8443', 'other.example', ''])
      assert.equal(found({ url, except: [name] }), 'proxy.example:3128', name);
    assert.equal(found({ url, environment: { NO_PROXY: 'x.example, models.example' } }), undefined);
    assert.equal(found({ url, except: ['models.example:80'] }, 'http://models.example/v1'), undefined);
  });
});
