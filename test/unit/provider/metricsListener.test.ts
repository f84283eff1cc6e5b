import assert from 'node:assert/strict';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { startMetricsListener } from '../../../src/provider/metricsListener.ts';
import type { MetricsListener } from '../../../src/provider/metricsListener.ts';

const token = 'token-of-this-test-0123456789';
const allowed = { authorization: `Bearer ${token}` };

describe('The listener for a collector on this computer', () => {
  let listener: MetricsListener;
  before(async () => {
    listener = await startMetricsListener({
      port: 0,
      token,
      text: () => 'a_total 1\n',
      contentType: 'text/plain',
    });
  });
  after(() => listener[Symbol.asyncDispose]());

  function ask(
    headers: Readonly<Record<string, string>>,
    path = '/metrics',
    method = 'GET',
  ): Promise<{ readonly status: number | undefined; readonly body: string }> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: listener.port, path, method, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (piece: string) => (body += piece));
        response.on('end', () => resolve({ status: response.statusCode, body }));
      });
      asked.on('error', reject).end();
    });
  }

  it('gives the metrics to who has the token, by either name of this computer', async () => {
    assert.deepEqual(await ask(allowed), { status: 200, body: 'a_total 1\n' });
    const named = await ask({ ...allowed, host: `localhost:${listener.port}` });
    assert.equal(named.status, 200);
  });

  it('gives nothing to who has no token, or not quite', async () => {
    for (const authorization of [
      '',
      'Bearer ',
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      `bearer ${token}`,
      token,
    ])
      assert.deepEqual(await ask({ authorization }), { status: 401, body: '' });
    assert.equal((await ask({})).status, 401);
  });

  it('gives nothing to a page that points its own name here', async () => {
    for (const host of ['evil.example', `evil.example:${listener.port}`, '127.0.0.1', '127.0.0.1:1'])
      assert.deepEqual(await ask({ ...allowed, host }), { status: 421, body: '' });
  });

  it('knows one page and one way to ask for it', async () => {
    assert.equal((await ask(allowed, '/')).status, 404);
    assert.equal((await ask(allowed, '/metrics?x=1')).status, 404);
    assert.equal((await ask(allowed, '/metrics', 'POST')).status, 405);
  });

  it('listens on no address that others can reach', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of [...others, { address: '127.0.0.2' }]) {
      const outcome = await new Promise((resolve) => {
        const socket = connect(listener.port, address, () => resolve('connected'));
        socket.on('error', () => resolve('refused'));
      });
      assert.equal(outcome, 'refused', address);
    }
  });

  it('says so when the port is taken', async () => {
    const second = startMetricsListener({
      port: listener.port,
      token,
      text: () => '',
      contentType: 'text/plain',
    });
    await assert.rejects(second, { code: 'EADDRINUSE' });
  });
});
