import assert from 'node:assert/strict';
import { proxyFailure } from '../../../../src/openai/transport/proxyFailure.ts';
import { proxyRoute, type ProxySettings } from '../../../../src/openai/transport/proxyRoute.ts';
import { transportFaultOf } from '../../../../src/openai/transport/transportFault.ts';

const none: ProxySettings = { isOn: true, url: '', except: [] };
const endpoint = 'https://api.example/v1';

describe('The proxy of the strict transport', () => {
  it('is the configured one, before that of the environment', () => {
    const environment = { HTTPS_PROXY: 'http://environment.example:1' };
    const configured = { ...none, url: 'http://me:word@configured.example:2' };
    assert.equal(proxyRoute(endpoint, configured, environment)?.url, 'http://me:word@configured.example:2/');
    assert.equal(proxyRoute(endpoint, none, environment)?.url, 'http://environment.example:1/');
    assert.equal(proxyRoute(endpoint, none, {}), undefined);
  });

  it('of the environment goes by the scheme; small letters go first; a scheme may be left out', () => {
    const environment = {
      https_proxy: 'small.example:1',
      HTTPS_PROXY: 'http://big.example',
      http_proxy: 'http://plain.example',
    };
    assert.equal(proxyRoute(endpoint, none, environment)?.url, 'http://small.example:1/');
    assert.equal(proxyRoute('http://10.0.0.1/v1', none, environment)?.url, 'http://plain.example/');
    assert.equal(
      proxyRoute(endpoint, none, { ALL_PROXY: 'https://all.example' })?.url,
      'https://all.example/',
    );
  });

  it('is left aside for this computer, and everywhere when proxies are off', () => {
    const configured = { ...none, url: 'http://proxy.example' };
    assert.equal(proxyRoute('https://127.0.0.1:8443/v1', configured, {}), undefined);
    assert.equal(proxyRoute('http://localhost/v1', configured, {}), undefined);
    assert.equal(proxyRoute(endpoint, { ...configured, isOn: false }, { https_proxy: 'x' }), undefined);
  });

  it('knows the hosts of both lists that are reached directly', () => {
    const settings = { ...none, url: 'http://proxy.example', except: ['a.example', '.b.example'] };
    assert.equal(
      proxyRoute(endpoint, settings, { NO_PROXY: 'c.example,d.example' })?.except,
      'a.example,.b.example,c.example,d.example',
    );
  });

  it('fails the request when its address cannot be used', () => {
    for (const url of ['http://', 'socks4://x', 'ftp://proxy.example']) {
      assert.throws(
        () => proxyRoute(endpoint, { ...none, url }, {}),
        (error) => transportFaultOf(error) === 'proxyRefused',
      );
    }
  });
});

describe('What undici says of a proxy', () => {
  it('is read for its status, wherever in the causes it stands', () => {
    const said = (status: number): Error =>
      new TypeError('fetch failed', {
        cause: new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`),
      });
    assert.equal(transportFaultOf(proxyFailure(said(407))), 'proxyCredentials');
    assert.equal(transportFaultOf(proxyFailure(said(502))), 'proxyRefused');
    assert.equal(proxyFailure(said(502))?.message, 'the proxy answered 502');
    assert.equal(proxyFailure(new Error('fetch failed')), undefined);
    assert.equal(proxyFailure('Proxy response (407)'), undefined);
  });
});
