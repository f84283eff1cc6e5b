import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  endpointHost,
  isThisComputer,
  isTransportAllowed,
  joinEndpoint,
  normalizeEndpoint,
  reachOf,
  transportRule,
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

  it('may use TLS anywhere, plain http here freely, to a private address when confirmed, elsewhere never', () => {
    const rules = {
      'https://a.example': 'free',
      'https://10.0.0.1': 'free',
      'http://localhost:1': 'free',
      'http://192.168.1.2': 'confirm',
      'http://a.example': 'never',
      'http://8.8.8.8': 'never',
      nonsense: 'never',
    };
    for (const [endpoint, rule] of Object.entries(rules)) {
      assert.equal(transportRule(endpoint), rule, endpoint);
      assert.equal(isTransportAllowed(endpoint), rule !== 'never', endpoint);
    }
  });
});

/** The spellings of an IPv4 address that the URL standard takes for the same. */
function spellings([a, b, c, d]: readonly [number, number, number, number]): readonly string[] {
  const hex = (value: number): string => `0x${value.toString(16)}`;
  const octal = (value: number): string => `0${value.toString(8)}`;
  const pair = (high: number, low: number): string => (high * 256 + low).toString(16);
  return [
    `${a}.${b}.${c}.${d}`,
    `${a}.${b}.${c}.${d}.`,
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    String(((a * 256 + b) * 256 + c) * 256 + d),
    [a, b, c, d].map(hex).join('.'),
    [a, b, c, d].map(octal).join('.'),
    `${hex(a)}.${octal(b)}.${c * 256 + d}`,
    `${a}。${b}．${c}｡${d}`,
    `[::ffff:${a}.${b}.${c}.${d}]`,
    `[::FFFF:${pair(a, b)}:${pair(c, d)}]`,
    `[0:0:0:0:0:ffff:${pair(a, b)}:${pair(c, d)}]`,
  ];
}

describe('Where an address is', () => {
  const byte = fc.nat(255);
  const address = fc.oneof(
    fc.tuple(byte, byte, byte, byte),
    fc.tuple(fc.constantFrom(10, 100, 127, 169, 172, 192), byte, byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 14, max: 34 }), byte, byte),
    fc.tuple(fc.constantFrom(192, 169), fc.constantFrom(167, 168, 169, 253, 254, 255), byte, byte),
  );

  // Written out by hand from RFC 1122, 1918 and 3927, in another way than the code.
  const expected = ([a, b]: readonly number[]): string => {
    if (a === 127) return 'thisComputer';
    const isPrivate =
      a === 10 || (a === 172 && (b ?? 0) >> 4 === 1) || (a === 192 && b === 168) || (a === 169 && b === 254);
    return isPrivate ? 'private' : 'elsewhere';
  };

  it('is the same for every spelling of an IPv4 address', () => {
    fc.assert(
      fc.property(address, fc.constantFrom('', ':8080'), (bytes, port) => {
        for (const spelling of spellings(bytes))
          assert.equal(reachOf(`http://${spelling}${port}/v1`), expected(bytes), spelling);
      }),
      { numRuns: 500 },
    );
  });

  it('of IPv6 is private for fc00::/7 and fe80::/10, this computer for ::1 alone, elsewhere otherwise', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    const groups = fc.tuple(
      fc.oneof(group, fc.integer({ min: 0xfb00, max: 0xff00 })),
      fc.array(group, { minLength: 7, maxLength: 7 }),
    );
    fc.assert(
      fc.property(groups, ([first, rest]) => {
        const isMapped = first === 0 && rest.slice(0, 4).every((value) => value === 0);
        fc.pre(!isMapped);
        const isPrivate = first >> 9 === 0x7e || first >> 6 === 0x3fa;
        const text = [first, ...rest].map((value) => value.toString(16)).join(':');
        assert.equal(reachOf(`http://[${text}]/`), isPrivate ? 'private' : 'elsewhere', text);
      }),
      { numRuns: 500 },
    );
    for (const spelling of ['[::1]', '[0:0:0:0:0:0:0:1]', '[0000::0001]'])
      assert.equal(reachOf(`http://${spelling}`), 'thisComputer');
  });

  for (const [name, reach] of [
    ['localhost', 'thisComputer'],
    ['LOCALHOST.', 'thisComputer'],
    ['loc%61lhost', 'thisComputer'],
    ['nas.local', 'private'],
    ['NAS.Local.', 'private'],
    ['host.docker.internal', 'private'],
    ['host.containers.internal', 'private'],
    ['local', 'elsewhere'],
    ['my.localhost', 'elsewhere'],
    ['nas.local.example', 'elsewhere'],
    ['notdocker.internal', 'elsewhere'],
    ['localhost.example', 'elsewhere'],
    ['127.0.0.1.example', 'elsewhere'],
    ['10.0.0.1.nip.example', 'elsewhere'],
    ['xn--nas-6ka.example', 'elsewhere'],
    ['ｎａｓ.ｌｏｃａｌ', 'private'],
    ['lоcalhost', 'elsewhere'], // with a Cyrillic letter
    ['0.0.0.0', 'elsewhere'],
    ['[::]', 'elsewhere'],
    ['[::127.0.0.1]', 'elsewhere'],
    ['[64:ff9b::a00:1]', 'elsewhere'],
  ] as const) {
    it(`named ${name} is ${reach}`, () => assert.equal(reachOf(`http://${name}:80/v1`), reach));
  }

  it('is never a matter of what stands before or after the host', () => {
    assert.equal(reachOf('http://127.0.0.1@evil.example/'), 'elsewhere');
    assert.equal(reachOf('http://evil.example/127.0.0.1#localhost'), 'elsewhere');
    assert.equal(reachOf('http://evil.example\\@127.0.0.1/'), 'elsewhere');
  });
});
