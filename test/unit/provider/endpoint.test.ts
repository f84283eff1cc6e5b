import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  endpointHost,
  isThisComputer,
  isTransportAllowed,
  joinEndpoint,
  normalizeEndpoint,
} from '../../../src/provider/endpoint.ts';

describe('An endpoint', () => {
  for (const [text, expected] of [
    ['https://api.openai.com/v1', { endpoint: 'https://api.openai.com/v1' }],
    [' https://api.openai.com/v1// ', { endpoint: 'https://api.openai.com/v1' }],
    ['HTTPS://Host.Example:443/', { endpoint: 'https://host.example' }],
    ['http://localhost:11434/v1#x', { endpoint: 'http://localhost:11434/v1' }],
    ['https://host.example/v1/chat/completions', { endpoint: 'https://host.example/v1' }],
    ['api.openai.com', { problem: 'notAUrl' }],
    ['ftp://host.example', { problem: 'notHttp' }],
    ['https://me:secret@host.example', { problem: 'holdsCredentials' }],
    ['https://host.example/v1?key=1', { problem: 'holdsQuery' }],
  ] as const) {
    it(`${text} becomes ${JSON.stringify(expected)}`, () =>
      assert.deepEqual(normalizeEndpoint(text), expected));
  }

  it('stays the same when it is normalised again', () => {
    const path = fc.constantFrom(
      '',
      '/',
      '//',
      '/v1',
      '/v1//',
      '/a/v1/chat/completions',
      '/v1/chat/completions//',
    );
    const host = fc.constantFrom('Host.Example', 'localhost:1', '[::1]:80', '127.1:443', 'x.example:8443');
    fc.assert(
      fc.property(fc.constantFrom('http', 'HTTPS'), host, path, (scheme, name, end) => {
        const once = normalizeEndpoint(`${scheme}://${name}${end}#x`);
        assert.ok('endpoint' in once);
        assert.deepEqual(normalizeEndpoint(once.endpoint), once);
      }),
    );
  });

  it('and a path are joined with one slash', () => {
    for (const [endpoint, path] of [
      ['https://h/v1', 'models'],
      ['https://h/v1/', '/models'],
      ['https://h/v1//', '//models'],
    ] as const) {
      assert.equal(joinEndpoint(endpoint, path), 'https://h/v1/models');
    }
  });

  it('has a host, with the port where it is not the usual one', () => {
    assert.deepEqual(
      ['https://api.openai.com/v1', 'http://localhost:8080/v1', 'nonsense'].map(endpointHost),
      ['api.openai.com', 'localhost:8080', ''],
    );
  });

  it('is on this computer when it names localhost or a loopback address, and only then', () => {
    const here = [
      'http://localhost',
      'http://localhost.:1',
      'http://127.0.0.1',
      'http://127.8.9.1',
      'http://[::1]:5',
    ];
    const mapped = ['http://[::ffff:127.0.0.1]:80', 'http://2130706433', 'http://0x7f.1'];
    const elsewhere = [
      'http://10.0.0.1',
      'http://localhost.example',
      'http://127.0.0.1.example',
      'http://[::2]',
      'x',
    ];
    assert.deepEqual(
      [...here, ...mapped].filter((endpoint) => !isThisComputer(endpoint)),
      [],
    );
    assert.deepEqual(elsewhere.filter(isThisComputer), []);
  });

  it('may use plain http on this computer only', () => {
    assert.deepEqual(
      ['https://a.example', 'http://localhost:1', 'http://a.example', 'http://192.168.1.2'].map(
        isTransportAllowed,
      ),
      [true, true, false, false],
    );
  });
});
