import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { sha256OfFile } from '../../support/digest.ts';
import { download } from '../../support/download.ts';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));

describe('Download', () => {
  let folder = '';
  let file = '';
  let servers: Server[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'oc-test-'));
    file = path.join(folder, 'weights.part');
  });
  afterEach(async () => {
    for (const server of servers) server.close().closeAllConnections();
    servers = [];
    await rm(folder, { recursive: true });
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/weights`;
  }

  /** Serves ranges, ending each connection after `limit` bytes. */
  function rangeServer(ranges: (string | undefined)[], limit = content.length) {
    return (request: IncomingMessage, response: ServerResponse): void => {
      ranges.push(request.headers.range);
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const rest = content.subarray(from);
      const headers = {
        'content-length': rest.length,
        'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
      };
      response.writeHead(request.headers.range === undefined ? 200 : 206, headers);
      response.write(rest.subarray(0, limit), () =>
        rest.length > limit ? setTimeout(() => response.destroy(), 20) : response.end(),
      );
    };
  }

  it('fetches a file and tells the bytes on the way', async () => {
    const seen: (readonly [number, number | undefined])[] = [];
    const url = await serve(rangeServer([]));
    await download({ url, file, onBytes: (done, total) => seen.push([done, total]) });
    assert.deepEqual(await readFile(file), content);
    assert.deepEqual(seen.at(-1), [content.length, content.length]);
  });

  it('goes on where an earlier start stopped', async () => {
    const ranges: (string | undefined)[] = [];
    await writeFile(file, content.subarray(0, 1234));
    await download({ url: await serve(rangeServer(ranges)), file });
    assert.deepEqual(ranges, ['bytes=1234-']);
    assert.deepEqual(await readFile(file), content);
  });

  it('goes on by itself each time the connection breaks', async () => {
    const ranges: (string | undefined)[] = [];
    await download({ url: await serve(rangeServer(ranges, 100_000)), file, pauseMs: 1 });
    assert.equal(ranges[0], undefined);
    assert.ok(
      ranges.length >= 3 && ranges.slice(1).every((range) => /^bytes=\d+-$/.test(range ?? '')),
      ranges.join(),
    );
    assert.deepEqual(await readFile(file), content);
  });

  it('starts over when the server does not know ranges', async () => {
    await writeFile(file, 'something else');
    const url = await serve((_request, response) => void response.writeHead(200).end(content));
    await download({ url, file });
    assert.deepEqual(await readFile(file), content);
  });

  it('asks for nothing when all bytes are there', async () => {
    await writeFile(file, content);
    await download({ url: 'http://127.0.0.1:1/never', file, bytes: content.length });
  });

  it('fails when the server sends another range than asked for', async () => {
    await writeFile(file, content.subarray(0, 10));
    const url = await serve(
      (_request, response) => void response.writeHead(206, { 'content-range': 'bytes 5-9/10' }).end('56789'),
    );
    await assert.rejects(download({ url, file }), /answered 206/);
    assert.equal((await readFile(file)).length, 10);
  });

  it('fails at once for a missing file and for a server that is not there', async () => {
    const url = await serve((_request, response) => void response.writeHead(404).end());
    await assert.rejects(download({ url, file }), /The server answered 404/);
    const gone = await serve(() => undefined);
    await new Promise((resolve) => servers.at(-1)?.close(resolve));
    const started = performance.now();
    await assert.rejects(download({ url: gone, file }), /fetch failed/);
    assert.ok(performance.now() - started < 1000);
  });

  it('gives up after four connections in a row that bring nothing', async () => {
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      response.writeHead(200, { 'content-length': 5 });
      response.flushHeaders();
      setTimeout(() => response.destroy(), 5);
    });
    await assert.rejects(download({ url, file, pauseMs: 1 }));
    assert.equal(requests, 4);
  });

  it('counts a connection that falls silent as broken', async () => {
    const url = await serve((_request, response) =>
      response.writeHead(200, { 'content-length': 5 }).flushHeaders(),
    );
    await assert.rejects(download({ url, file, pauseMs: 1, idleMs: 30 }), /No/);
  });

  it('ends when it is aborted', async () => {
    const abort = new AbortController();
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 5 }).write('1', () => abort.abort());
    });
    await assert.rejects(download({ url, file, signal: abort.signal }), { name: 'AbortError' });
  });

  it('is checked by the digest of the whole file', async () => {
    await writeFile(file, content);
    const seen: number[] = [];
    assert.equal(
      await sha256OfFile(file, (done) => seen.push(done)),
      createHash('sha256').update(content).digest('hex'),
    );
    assert.equal(seen.at(-1), content.length);
  });
});
