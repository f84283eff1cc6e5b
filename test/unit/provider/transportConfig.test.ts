import assert from 'node:assert/strict';
import { resolveConfig } from '../../../src/provider/config.ts';
import { forHost } from '../../../src/provider/transportConfig.ts';

const pin = `sha256/${'A'.repeat(43)}=`;
const certificate = { certificate: '/c.pem', key: '/k.pem' };

function resolve(settings: Readonly<Record<string, unknown>>) {
  const { config, warnings } = resolveConfig({ arguments: {}, environment: {}, settings });
  return { transport: config.transport, reasons: warnings.map(({ name, reason }) => [name, reason]) };
}

describe('The transport’s settings', () => {
  it('are taken as they are where they can be used', () => {
    const { transport, reasons } = resolve({
      'tls.minimum': { 'proxy.example': '1.2', '10.0.0.1:8443': '1.3' },
      'tls.pins': { 'a.example': [pin, pin] },
      'tls.clientCertificates': { '[::1]:443': certificate },
      'connections.maximum': 10,
      'connections.idle': 30,
      signing: { 'gateway.example': 'team-a' },
    });
    assert.deepEqual(reasons, []);
    assert.deepEqual(transport, {
      minimumTls: { 'proxy.example': '1.2', '10.0.0.1:8443': '1.3' },
      pins: { 'a.example': [pin, pin] },
      clientCertificates: { '[::1]:443': certificate },
      maxConnections: 10,
      idleSeconds: 30,
      signing: { 'gateway.example': 'team-a' },
    });
  });

  for (const [field, value, reason] of [
    ['tls.minimum', { 'a.example': '1.1' }, 'outOfRange'],
    ['tls.minimum', { 'https://a.example': '1.2' }, 'outOfRange'],
    ['tls.minimum', '1.2', 'wrongType'],
    ['tls.pins', { 'a.example': [pin] }, 'noBackupPin'],
    ['tls.pins', { 'a.example': [], 'b.example': [pin, pin] }, 'noBackupPin'],
    ['tls.pins', { 'a.example': [pin, 'sha1/x'] }, 'outOfRange'],
    ['tls.pins', { 'a.example': [pin, `sha256/${'A'.repeat(42)}B=`] }, 'outOfRange'],
    ['tls.pins', { 'a.example': pin }, 'wrongType'],
    ['tls.clientCertificates', { 'a.example': { certificate: '/c.pem' } }, 'wrongType'],
    ['tls.clientCertificates', { 'a.example': { certificate: '', key: '/k.pem' } }, 'outOfRange'],
    ['connections.maximum', 0, 'outOfRange'],
    ['connections.maximum', 1.5, 'wrongType'],
    ['connections.idle', 601, 'outOfRange'],
    ['signing', { 'a.example': 'two words' }, 'outOfRange'],
    ['signing', { 'me@a.example': 'k' }, 'outOfRange'],
  ] as const) {
    it(`${field} of ${JSON.stringify(value)} is named: ${reason}`, () => {
      const { transport, reasons } = resolve({ [field]: value });
      const [[name, given] = []] = reasons;
      assert.equal(name, `opencrates.${field}`);
      assert.equal(given, reason);
      assert.deepEqual(transport, resolve({}).transport);
    });
  }
});

describe('A setting by host', () => {
  const entries = { 'A.example': 1, 'a.example:8443': 2, '[::1]': 3, constructor: 4 };

  it('is that of name and port, else that of the name, in whatever case', () => {
    assert.deepEqual(
      [
        'https://a.example/v1',
        'https://a.example:8443/v1',
        'https://A.EXAMPLE:9000/v1',
        'https://[::1]:9000/',
        'https://b.example/',
        'https://sub.a.example/',
        'nonsense',
      ].map((endpoint) => forHost(entries, endpoint)),
      [1, 2, 1, 3, undefined, undefined, undefined],
    );
  });

  it('is found however the host is written', () => {
    const keys = ['Bücher.example', 'bücher.example.', 'xn--bcher-kva.example', 'BÜCHER.example:443'];
    const ways = [
      'https://bücher.example/v1',
      'https://XN--bcher-kva.example.:443/',
      'https://Bücher.Example.',
    ];
    for (const key of keys)
      for (const way of ways) assert.equal(forHost({ [key]: 1 }, way), 1, `${key} ${way}`);
    assert.equal(forHost({ '10.0.0.1:80': 1 }, 'http://0x0a.1/'), 1);
    assert.equal(forHost({ '[0:0::1]:0443': 1 }, 'https://[::1]/'), 1);
    assert.equal(forHost({ '': 1, ':443': 1 }, 'https://a.example/'), undefined);
  });

  it('is never one of the words every object knows', () => {
    assert.equal(forHost({}, 'https://constructor/'), undefined);
  });
});
